using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Judges the performance limits of a period, region by region, on the samples of the evidence.</summary>
internal static class PerformanceJudge
{
    /// <summary>The figures that have limits; none when no samples were given.</summary>
    /// <param name="context">The rating.</param>
    /// <param name="period">The period; null: all samples, as when evidence asks for no period.</param>
    /// <param name="final">Whether the period is over.</param>
    public static IReadOnlyList<RegionalPerformance> Judge(RatingContext context, TimeRange? period, bool final)
    {
        if (context.Facts.Measurements is not { } measurements || context.Terms.Performance.Count == 0)
        {
            return [];
        }

        List<RegionalPerformance> figures = [];
        foreach (IGrouping<string, MeasurementFacts> region in measurements.Where(IsInPeriod).GroupBy(measured => measured.Region, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            RegionalLimit[] limits = [.. context.Terms.Performance.Where(limit => !limit.ExceptRegions.Contains(region.Key, StringComparer.Ordinal))];
            ExactMeasurements samples = new();
            foreach (MeasurementFacts measured in region)
            {
                Add(samples, measured);
            }

            IReadOnlyList<PerformanceRating> rated = PerformanceRater.RateExact([.. limits.Select(limit => limit.Limit)], samples, final);
            figures.AddRange(rated.Zip(limits, (figure, limit) => new RegionalPerformance(region.Key, figure, limit.Clause)).Where(HasSamples));
        }

        return figures;

        bool IsInPeriod(MeasurementFacts measured) =>
            (period is null || measured.Range is not { } range || range.Overlaps(period.Value) || period.Value.Contains(range.Start))
            && (context.Facts.AsOf is not { } now || measured.Range is not { } taken || taken.Start <= now);

        // Evidence that lists no sample of a metric did not examine it; a limit on it is then not part of the statement.
        static bool HasSamples(RegionalPerformance figure) => figure.Figure.Value is not null;
    }

    private static void Add(ExactMeasurements samples, MeasurementFacts measured)
    {
        samples.AddLatency(measured.LatencyNs);
        foreach (long rate in measured.ThroughputBps)
        {
            samples.AddThroughput(rate);
        }

        foreach ((long sent, long lost) in measured.Loss)
        {
            samples.AddLoss(sent, lost);
        }
    }
}
