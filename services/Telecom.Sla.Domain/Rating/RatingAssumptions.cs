using System.Globalization;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Rating;

/// <summary>The sentences that tell a reader what the figures rest on.</summary>
internal static class RatingAssumptions
{
    /// <summary>The assumptions of a rating.</summary>
    public static IReadOnlyList<string> Of(AvailabilityRating availability, IReadOnlyList<PerformanceRating> performance, CountedMinutes counted)
    {
        List<string> assumptions = ["Measured ledger: scheduled maintenance and exclusions are not taken out."];
        if (availability.UnmeasuredUs > 0)
        {
            assumptions.Add(
                $"{PercentText.Of(availability.Coverage)} % of the rated time was measured; the low bound counts the rest as down, the high bound as up.");
        }

        if (counted.SeveralProducers)
        {
            assumptions.Add("Several producers, or lanes of one, measured this circuit: their packets are added up per slice and their samples per minute.");
        }

        if (counted.LeftOut > 0)
        {
            string loss = performance.Any(figure => figure is { Limit.LeaveOutUnavailable: false } or { Metric: MetricKind.Loss, Limit: null })
                ? "; figures that count all time keep them"
                : "";
            assumptions.Add(string.Create(
                CultureInfo.InvariantCulture, $"{counted.LeftOut} minutes that touch an outage are left out of figures of available time, whole{loss}."));
        }

        if (counted.Gone > 0)
        {
            assumptions.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{counted.Gone} minutes are left out of performance figures: of their hours, which touch an outage or an end of the period, only the sums are kept."));
        }

        if (counted.SuspectMinutes > 0)
        {
            assumptions.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{counted.SuspectMinutes} minutes have suspect samples (clock step, halted test or clock skew); they count as all others."));
        }

        foreach (PerformanceRating figure in performance.Where(figure => figure.Statistic.Kind == StatisticKind.ShareAtLeast))
        {
            long perUnit = figure.Metric == MetricKind.Latency ? 1000 : 1;
            string unit = figure.Metric == MetricKind.Latency ? "us" : "bit/s";
            assumptions.Add($"share_at_least is the share of {figure.Metric.ToString().ToLowerInvariant()} samples of at least {new Ratio(figure.Statistic.Bound, perUnit).ToText(0)} {unit}.");
        }

        foreach (PerformanceRating figure in performance.Where(figure => figure is { Limit: not null, Value: not null } && IsThin(figure)))
        {
            assumptions.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{figure.Metric.ToString().ToLowerInvariant()} {figure.Statistic.Name} rests on {figure.MeasuredMinutes} of {figure.CandidateMinutes} minutes, less than the {PercentText.Of(figure.Limit?.MinimumCoverage)} % that a verdict needs."));
        }

        return assumptions;
    }

    private static bool IsThin(PerformanceRating figure) =>
        figure.Limit is { } limit && figure.MeasuredMinutes < limit.MinimumCoverage.CeilingTimes(figure.CandidateMinutes);
}
