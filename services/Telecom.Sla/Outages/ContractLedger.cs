using Telecom.Contracts;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Ledgers;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Status;

namespace Telecom.Sla.Outages;

/// <summary>
/// The contractual ledger of one outage: what the contract counts of it before exclusions. The measured ledger stays as it is. A
/// customer's report is recognition, report and notice at once; a case shows no more.
/// </summary>
internal sealed class ContractLedger(ContractCache contracts)
{
    /// <summary>What counts.</summary>
    /// <param name="outage">The outage.</param>
    /// <param name="endUs">Its end as it is known now, microseconds since the Unix epoch.</param>
    /// <param name="index">The catalogue.</param>
    public CountedTime Count(OutageFact outage, long endUs, CatalogIndex index)
    {
        if (outage.Withdrawn)
        {
            return CountedTime.Nothing("Nothing is counted: later samples showed that there was no outage.");
        }

        if (index.Contract(outage.Contract) is not { } contract || contracts.Load(contract).Document is not { } document)
        {
            return CountedTime.Nothing($"Nothing can be counted: {outage.Contract} cannot be read.");
        }

        if (document.Agreement(outage.Plan).Agreement is not { } agreement)
        {
            return CountedTime.Nothing($"Nothing can be counted: {outage.Contract} has no plan \"{outage.Plan}\".");
        }

        AgreementVersion version = agreement.At(new UtcInstant(outage.StartUs));
        return version.Terms.Availability is { } terms
            ? Count(terms, Facts(outage, endUs), endUs, Clause(document, version, terms))
            : CountedTime.Nothing($"Nothing is counted: plan \"{outage.Plan}\" promises nothing about availability.");
    }

    /// <summary>The terms that an outage is counted under; null when there are none.</summary>
    /// <param name="contractName">Resource name of the contract.</param>
    /// <param name="plan">Plan of the contract.</param>
    /// <param name="at">The instant that says which version holds.</param>
    /// <param name="index">The catalogue.</param>
    public RatingTerms? TermsOf(string contractName, string plan, UtcInstant at, CatalogIndex index) =>
        index.Contract(contractName) is { } contract && contracts.Load(contract).Document?.Agreement(plan).Agreement is { } agreement
            ? agreement.At(at).Terms
            : null;

    private static CountedTime Count(AvailabilityTerms terms, OutageFacts facts, long endUs, string clause)
    {
        TimeRange known = new(facts.Start, UtcInstant.Max(facts.Start, new UtcInstant(endUs)));
        TimeRange accrued = LedgerBuilder.AccrualOf(terms, facts, known);
        if (accrued.IsEmpty)
        {
            return CountedTime.Nothing(facts.ReportedAt is { } late && late >= known.End && facts.End is not null
                ? $"Nothing is counted: {Rule(terms)} ({clause}), and it was reported at {late}, after its end."
                : facts.ReportedAt is null && terms.Accrual != AccrualStart.Measured
                    ? $"Nothing is counted: {Rule(terms)} ({clause}), and nobody has reported it."
                    : $"Nothing is counted yet: {Rule(terms)} ({clause}).");
        }

        if (facts.End is not null && accrued.Length < terms.MinimumOutageUs)
        {
            return CountedTime.Nothing($"Nothing is counted: it is shorter than the shortest outage that counts, {MinuteText(terms.MinimumOutageUs)} ({clause}).");
        }

        string open = terms.NeedsConfirmation && facts.Confirmed is null ? " Whether the provider confirms it has not been examined." : "";
        return new CountedTime(accrued, terms.Accrual == AccrualStart.Measured
            ? $"Counted as measured: {Rule(terms)} ({clause}).{open}"
            : $"Counted from {accrued.Start}: {Rule(terms)} ({clause}); it was reported at {facts.ReportedAt}.{open}");
    }

    private static OutageFacts Facts(OutageFact outage, long endUs)
    {
        UtcInstant? reported = outage.ReportedAtUs == 0 ? null : new UtcInstant(outage.ReportedAtUs);
        return new OutageFacts(new UtcInstant(outage.StartUs), outage.Ongoing ? null : new UtcInstant(endUs))
        {
            ReportedAt = reported,
            RecognisedAt = reported,
            NoticeAt = reported,
        };
    }

    private static string Rule(AvailabilityTerms terms) => terms.Accrual switch
    {
        AccrualStart.Measured => "downtime begins with the failure itself",
        AccrualStart.Report => "downtime begins when the customer reports it",
        AccrualStart.Recognition => "downtime begins when the customer recognises it",
        AccrualStart.RecognitionAndNotice => "downtime begins with the latest of failure, the customer's recognition and notice to the provider",
        _ => throw new ArgumentOutOfRangeException(nameof(terms), terms.Accrual, "No such start."),
    };

    /// <summary>The clause that says from when downtime counts; that of the target where the agreement says nothing else.</summary>
    private static string Clause(ContractDocument document, AgreementVersion version, AvailabilityTerms terms)
    {
        int at = document.Versions.ToList().FindIndex(known => known.Id == version.Id);
        ContractParameter? accrual = document.Parameters.FirstOrDefault(parameter => parameter.Path == $"versions[{at}].availability.accrual");
        return accrual is null
            ? $"clause \"{terms.Clause}\""
            : accrual.Reading is { } reading ? $"clause \"{accrual.Clause}\", reading {reading}" : $"clause \"{accrual.Clause}\"";
    }

    private static string MinuteText(long us) => FormattableString.Invariant($"{us / (double)UtcInstant.PerMinute:0.###} min");
}
