using System.Globalization;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Ledgers;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Lists every fact that touches an instant, with what the contract makes of it.</summary>
internal static class InstantReasons
{
    /// <summary>The facts, a line each.</summary>
    public static IEnumerable<string> Of(RatingContext context, AvailabilityTerms terms, UtcInstant at)
    {
        RatingFacts facts = context.Facts;
        for (int i = 0; i < facts.Outages.Count; i++)
        {
            OutageFacts outage = facts.Outages[i];
            TimeRange known = KnownFacts.Clip(outage, facts.AsOf, at.Plus(1));
            if (known.Contains(at) && KnownFacts.IsKnown(outage.RecordedAt, facts.AsOf))
            {
                yield return $"outages[{i}] {Range(context, known)}{Detail("measured by", outage.Source)}{Detail("cause", outage.Cause)}: {OutageText(context, terms, outage, known, at)}";
            }
        }

        foreach (MaintenanceFacts window in facts.Maintenance.Where(window => window.Range.Contains(at) && KnownFacts.IsKnown(window.RecordedAt, facts.AsOf)))
        {
            bool holds = !terms.Maintenance.AnnouncedBefore || window.Announced.IsBefore(window.Range.Start);
            yield return $"maintenance {Range(context, window.Range)}: {(holds ? PolicyText(terms.Maintenance) : $"not announced before it began, so it is no exclusion (clause {terms.Maintenance.Clause})")}";
        }

        foreach (ExclusionFacts exclusion in facts.Exclusions.Where(exclusion => exclusion.Range.Contains(at) && KnownFacts.IsKnown(exclusion.RecordedAt, facts.AsOf)))
        {
            string decided = $"{Detail("decided by", exclusion.DecidedBy)}{Detail("evidence", exclusion.Evidence)}";
            yield return $"exclusion {exclusion.Category} {Range(context, exclusion.Range)}, {StatusText(exclusion.Status)}{decided}: {ExclusionText(context, terms, exclusion)}";
        }

        foreach (MeasurementFacts measured in facts.Measurements?.Where(measured => measured.Range?.Contains(at) == true) ?? [])
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"samples {Range(context, measured.Range!.Value)}: {measured.LatencyNs.Count} of latency, {measured.ThroughputBps.Count} of throughput, {measured.Loss.Sum(loss => loss.Sent)} packets sent, {measured.Loss.Sum(loss => loss.Lost)} lost");
        }

        if (facts.Unmeasured.Overlaps(new TimeRange(at, at.Plus(1))))
        {
            yield return "no measurement covers it";
        }
    }

    private static string OutageText(RatingContext context, AvailabilityTerms terms, OutageFacts outage, TimeRange known, UtcInstant at)
    {
        if (terms.SourceOfRecord is { } record && outage.Source is { } source && source != record)
        {
            return $"only corroborates; the {record} decides";
        }

        if (outage.Cause is { } cause && terms.Exclusions.TryGetValue(cause, out ExclusionTerms? category))
        {
            return PolicyText(category);
        }

        TimeRange counted = LedgerBuilder.AccrualOf(terms, outage, known);
        if (counted.IsEmpty)
        {
            return terms.NeedsConfirmation && outage.Confirmed == false ? $"not confirmed by the provider (clause {terms.Clause})"
                : terms.AccessibleIsUp && outage.ServiceAccessible == true ? $"the service stayed accessible (clause {terms.Clause})"
                : $"never reported or noticed, so it does not count (clause {terms.Clause})";
        }

        return counted.Contains(at) ? $"counts from {context.Text(counted.Start)} (clause {terms.Clause})" : $"counts only from {context.Text(counted.Start)} (clause {terms.Clause})";
    }

    private static string ExclusionText(RatingContext context, AvailabilityTerms terms, ExclusionFacts exclusion)
    {
        if (!terms.Exclusions.TryGetValue(exclusion.Category, out ExclusionTerms? category))
        {
            return "the contract has no such category";
        }

        if (!KnownFacts.Counts(exclusion, context.Facts.AsOf))
        {
            return "not approved, so it excludes nothing";
        }

        return category.AnnouncedBefore && !exclusion.Announced.IsBefore(exclusion.Range.Start)
            ? $"not announced before it began, so it excludes nothing (clause {category.Clause})"
            : PolicyText(category);
    }

    private static string PolicyText(ExclusionTerms terms) => terms.Policy switch
    {
        DenominatorPolicy.LeavesBoth => $"leaves downtime and service time (clause {terms.Clause})",
        DenominatorPolicy.LeavesDowntime => $"is no downtime and stays in the service time (clause {terms.Clause})",
        _ => $"counts as down (clause {terms.Clause})",
    };

    private static string StatusText(ExclusionStatus status) => status == ExclusionStatus.NotExamined ? "decision not stated" : status.ToString().ToLowerInvariant();

    private static string Range(RatingContext context, TimeRange range) => $"{context.Text(range.Start)} to {context.Text(range.End)}";

    private static string Detail(string what, string? value) => value is null ? "" : $", {what} {value}";
}
