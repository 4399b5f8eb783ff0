using System.Globalization;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Sla.Domain.Statements;

/// <summary>The sentences that tell a reader what was not examined and how it was taken.</summary>
internal static class StatementAssumptions
{
    /// <summary>Adds the sentences of a rating.</summary>
    public static void Add(RatingContext context, Agreement agreement, IReadOnlyList<ResolvedPeriod> periods, List<string> assumptions)
    {
        RatingFacts facts = context.Facts;
        RatingTerms terms = context.Terms;
        Say(facts.Zone is null && periods.Count > 0, $"Days and months are those of {context.Zone.Id}, a parameter of the contract.");
        Say(periods.Any(period => period.Range.Start < agreement.Versions[0].EffectiveFrom), $"Version {agreement.Versions[0].Id} is applied to time before it took effect.");
        Say(agreement.Plan.Length == 0 && periods.Count > 0, "No plan is named: what differs between plans is not rated.");
        Say(
            facts.Measurements?.Any(measured => periods.Count(period => measured.Range is not { } taken || taken.Overlaps(period.Range)) > 1) == true,
            "Samples without a time, or taken across the end of a period, count in every period that they touch.");
        Say(facts.Events is null && terms.Events is not null && periods.Count > 0, "Events were not examined.");
        Say(facts.Commitments is null && terms.Commitments.Count > 0, "Commitments were not examined.");
        if (terms.Availability is { } availability)
        {
            AddOutages(availability, facts, Say);
        }

        if (terms.Credit is null || periods.Count == 0)
        {
            return;
        }

        Say(context.Currency is null, "No currency is stated: amounts have two decimals.");
        Say(facts.Charges is null && facts.Invoices.Count == 0, "Charges are not stated: percentages are given without amounts.");
        Say(facts.Charges?.Any(charge => charge.Affected is null || charge.Creditable is null) == true, "Charges without a statement are taken as affected and creditable.");
        Say(facts.Claims is null && terms.Claims is not null, "Claims were not examined: what is owed is due subject to a claim in time.");
        string[] gates = [.. terms.Gates.Where(gate => !facts.Gates.ContainsKey(gate.Id)).Select(gate => gate.Id)];
        Say(gates.Length > 0, $"Not examined and taken as given: {string.Join(", ", gates)}.");
        Say(facts.Claims?.Any(claim => claim.TicketAt is null) == true && terms.Claims?.Ticket is not null, "When the ticket of a claim was opened was not examined where it is not stated.");
        Say(facts.Claims?.Any(claim => claim.Contents is null) == true && terms.Claims?.Contents.Count > 0, "The contents of claims without a statement were not examined.");

        void Say(bool when, string sentence)
        {
            if (when)
            {
                assumptions.Add(sentence);
            }
        }
    }

    private static void AddOutages(AvailabilityTerms terms, RatingFacts facts, Action<bool, string> say)
    {
        int silent = terms.Accrual switch
        {
            AccrualStart.Report => facts.Outages.Count(outage => outage.ReportedAt is null),
            AccrualStart.Recognition => facts.Outages.Count(outage => outage.RecognisedAt is null && outage.NoticeAt is null),
            AccrualStart.RecognitionAndNotice => facts.Outages.Count(outage => outage.NoticeAt is null),
            _ => 0,
        };
        say(silent > 0, string.Create(CultureInfo.InvariantCulture, $"{silent} outage(s) without the customer's report or notice: the contract does not count them (clause {terms.Clause})."));
        say(terms.NeedsConfirmation && facts.Outages.Any(outage => outage.Confirmed is null), "Outages without a statement are taken as confirmed by the provider.");
        say(facts.Exclusions.Any(exclusion => exclusion.Status == ExclusionStatus.NotExamined), "Exclusions without a decision are taken as approved.");
        say(terms.Maintenance.AnnouncedBefore && facts.Maintenance.Any(window => !window.Announced.Examined), "Maintenance without a statement is taken as announced in time.");
        say(!facts.Unmeasured.IsEmpty, $"Unmeasured time: {(facts.MissingData ?? terms.MissingData).ToString().ToLowerInvariant()}.");
    }
}
