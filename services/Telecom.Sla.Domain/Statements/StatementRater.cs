using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>
/// Rates facts by an agreement: Rate(agreement, facts) -> statement. Pure: equal arguments give equal statements, and the order of the
/// facts changes nothing but the order in which claims and cases are listed.
/// </summary>
public static class StatementRater
{
    /// <summary>Rates.</summary>
    /// <param name="agreement">What was promised: all versions, the chosen readings and the others.</param>
    /// <param name="facts">What happened, checked against the agreement: codes that it does not know count as the provider's cause.</param>
    public static Statement Rate(Agreement agreement, RatingFacts facts)
    {
        List<string> assumptions = [];
        AgreementVersion first = agreement.At(FirstInstant(facts));
        VersionRater main = new(first, facts);
        IReadOnlyList<ResolvedPeriod> resolved = PeriodResolver.Resolve(agreement, first.Terms.Period, facts, main.Context.Zone, assumptions);
        Dictionary<string, VersionRater> raters = new(StringComparer.Ordinal) { [first.Id] = main };
        List<PeriodStatement> periods = new(resolved.Count);
        foreach (ResolvedPeriod period in resolved)
        {
            periods.Add(Settled(RaterOf(period.Version).Rate(period), periods.Count, facts));
        }

        if (periods.Count == 0 && facts.Measurements is not null && first.Terms.Performance.Count > 0)
        {
            periods.Add(main.RateMeasurements());
        }

        StatementAssumptions.Add(main.Context, agreement, resolved, assumptions);
        CaseRating[] rated = [.. facts.Cases.Select(RateCase).OfType<CaseRating>()];
        return new Statement
        {
            Contract = agreement.Contract,
            Version = periods.Count == 0 ? first.Id : string.Join(", ", periods.Select(period => period.Version).Distinct(StringComparer.Ordinal)),
            Plan = agreement.Plan,
            Zone = main.Context.Zone,
            Currency = main.Context.Currency,
            AsOf = facts.AsOf,
            Readings = first.Alternatives.Where(option => option.Chosen).ToDictionary(option => option.Reading, option => option.Option, StringComparer.Ordinal),
            Assumptions = [.. assumptions.Concat(rated.SelectMany(entry => entry.Assumptions)).Distinct(StringComparer.Ordinal)],
            Periods = periods,
            Claims = [.. main.Claims.Claims.Select((claim, index) => RaterOf(VersionOf(claim)).Claims.Claims[index].Result)],
            Commitments = CommitmentJudge.Judge(main.Context),
            Cases = rated,
            Rights = RightJudge.Judge(main.Context, periods),
        };

        VersionRater RaterOf(AgreementVersion version)
        {
            if (!raters.TryGetValue(version.Id, out VersionRater? rater))
            {
                raters[version.Id] = rater = new VersionRater(version, facts);
            }

            return rater;
        }

        // A case keeps the rule that it was reported under, and a claim that of the incident which it is about.
        CaseRating? RateCase(CaseFacts entry)
        {
            RatingContext context = RaterOf(agreement.At(entry.ReportedAt)).Context;
            return context.Terms.Cases is { } cases ? CaseRater.Rate(cases, entry, context.Calendar(), facts.AsOf) : null;
        }

        AgreementVersion VersionOf(AssessedClaim claim) =>
            (claim.Subject.Outage?.Start ?? claim.Subject.EventAt ?? claim.Claim.FiledAt) is { } at ? agreement.At(at) : first;
    }

    private static PeriodStatement Settled(PeriodStatement period, int index, RatingFacts facts) =>
        facts.Settlements.Count == 0 || period.Credit is null
            ? period
            : period with { Credit = period.Credit with { Settlements = [.. facts.Settlements.Where(settled => settled.Period == index)] } };

    /// <summary>The instant whose version rates what belongs to no period.</summary>
    private static UtcInstant FirstInstant(RatingFacts facts)
    {
        if (facts.Periods.Count > 0)
        {
            PeriodRequest request = facts.Periods[0];
            return request.Kind == PeriodRequestKind.Range
                ? request.Range.Start
                : UtcInstant.From(new NodaTime.LocalDate(request.Year, Math.Max(1, request.Month), 1).AtMidnight().InUtc().ToInstant());
        }

        return facts.Cases.Select(entry => entry.ReportedAt)
            .Concat(facts.Claims?.Select(claim => claim.FiledAt ?? claim.IssueAt).OfType<UtcInstant>() ?? [])
            .Concat(facts.Outages.Select(outage => outage.Start))
            .DefaultIfEmpty(facts.AsOf ?? new UtcInstant(long.MaxValue))
            .Min();
    }
}
