using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Rating;

/// <summary>Rates performance figures against a plan's limits.</summary>
/// <remarks>
/// A figure is judged by its bounds: passed when every value that the samples allow passes, missed when none does, undetermined where
/// the limit lies within the bounds, where nothing was measured, and where less than the limit's minimum coverage was. Final periods
/// are met or breached. Open ones are on track or at risk: a statistic of a month can still recover, so a miss to date is never
/// breached already.
/// </remarks>
public static class PerformanceRater
{
    private static readonly (MetricKind Metric, PerformanceStatistic Statistic)[] Shown =
    [
        (MetricKind.Latency, PerformanceStatistic.P50),
        (MetricKind.Latency, PerformanceStatistic.P95),
        (MetricKind.Latency, PerformanceStatistic.P99),
        (MetricKind.Latency, PerformanceStatistic.Mean),
        (MetricKind.Latency, PerformanceStatistic.JitterMean),
        (MetricKind.Latency, PerformanceStatistic.JitterPercentile(95)),
        (MetricKind.Latency, PerformanceStatistic.JitterPercentile(99)),
        (MetricKind.Latency, PerformanceStatistic.AboveMinimumPercentile(95)),
        (MetricKind.Latency, PerformanceStatistic.AboveMinimumPercentile(99)),
        (MetricKind.Throughput, PerformanceStatistic.P50),
        (MetricKind.Throughput, PerformanceStatistic.Mean),
        (MetricKind.Loss, PerformanceStatistic.LossRatio),
    ];

    /// <summary>The figures that are always shown and those that have limits, by metric.</summary>
    /// <param name="limits">The plan's limits.</param>
    /// <param name="all">Samples of every counted minute.</param>
    /// <param name="allMinutes">Counted minutes.</param>
    /// <param name="available">Samples of the counted minutes that touch no outage.</param>
    /// <param name="availableMinutes">Counted minutes that touch no outage.</param>
    /// <param name="final">Whether the period is final.</param>
    public static IReadOnlyList<PerformanceRating> Rate(
        IReadOnlyList<PerformanceLimit> limits,
        PerformanceMeasurements all,
        long allMinutes,
        PerformanceMeasurements available,
        long availableMinutes,
        bool final)
    {
        List<PerformanceRating> ratings = [];
        foreach (MetricKind metric in Enum.GetValues<MetricKind>())
        {
            PerformanceLimit[] own = [.. limits.Where(limit => limit.Metric == metric)];
            foreach (PerformanceStatistic statistic in Shown.Where(shown => shown.Metric == metric).Select(shown => shown.Statistic))
            {
                if (!own.Any(limit => limit.Statistic == statistic))
                {
                    // Delay and throughput describe available time (MEF 10.3); lost packets are lost whenever they are.
                    ratings.Add(metric == MetricKind.Loss ? Figure(metric, statistic, all, allMinutes) : Figure(metric, statistic, available, availableMinutes));
                }

                ratings.AddRange(own.Where(limit => limit.Statistic == statistic).Select(Judged));
            }

            ratings.AddRange(own.Where(limit => !Shown.Contains((metric, limit.Statistic))).Select(Judged));
        }

        return ratings;

        PerformanceRating Judged(PerformanceLimit limit)
        {
            PerformanceRating figure = limit.LeaveOutUnavailable
                ? Figure(limit.Metric, limit.Statistic, available, availableMinutes)
                : Figure(limit.Metric, limit.Statistic, all, allMinutes);
            return figure with { Limit = limit, State = Judge(figure, limit, final) };
        }
    }

    /// <summary>
    /// Rates listed evidence: one figure for each limit, in their order, by the same rules. Evidence lists no minutes, so coverage is not
    /// judged and what is left out was left out by whoever listed it.
    /// </summary>
    /// <param name="limits">The plan's limits.</param>
    /// <param name="measured">The listed samples.</param>
    /// <param name="final">Whether the period is final.</param>
    /// <exception cref="ArgumentException">A limit is on a statistic that its metric does not have.</exception>
    public static IReadOnlyList<PerformanceRating> RateExact(IReadOnlyList<PerformanceLimit> limits, ExactMeasurements measured, bool final) =>
    [
        .. limits.Select(limit =>
        {
            PerformanceRating figure = Figure(limit.Metric, limit.Statistic, measured, 0);
            return figure with { Limit = limit, State = Judge(figure, limit, final) };
        }),
    ];

    private static ObjectiveState Judge(PerformanceRating figure, PerformanceLimit limit, bool final)
    {
        if (figure is not { Low: { } low, High: { } high } || figure.MeasuredMinutes < limit.MinimumCoverage.CeilingTimes(figure.CandidateMinutes))
        {
            return ObjectiveState.Undetermined;
        }

        bool lowPasses = Passes(low, limit);
        if (lowPasses != Passes(high, limit))
        {
            return ObjectiveState.Undetermined;
        }

        return (lowPasses, final) switch
        {
            (true, true) => ObjectiveState.Met,
            (true, false) => ObjectiveState.OnTrack,
            (false, true) => ObjectiveState.Breached,
            (false, false) => ObjectiveState.AtRisk,
        };
    }

    private static bool Passes(Ratio value, PerformanceLimit limit) => limit.Comparator switch
    {
        Comparator.Less => value < limit.Threshold,
        Comparator.LessOrEqual => value <= limit.Threshold,
        Comparator.Greater => value > limit.Threshold,
        Comparator.GreaterOrEqual => value >= limit.Threshold,
        _ => throw new ArgumentOutOfRangeException(nameof(limit), limit.Comparator, "No such comparator."),
    };

    private static PerformanceRating Figure(MetricKind metric, PerformanceStatistic statistic, IPerformanceSource measured, long minutes)
    {
        if (!statistic.AppliesTo(metric))
        {
            throw new ArgumentException($"{metric} has no statistic '{statistic.Name}'.", nameof(statistic));
        }

        ISampleDistribution? samples = statistic.Kind == StatisticKind.DelayVariation ? measured.DelayVariation
            : metric == MetricKind.Throughput ? measured.Throughput
            : measured.Latency;
        long perUnit = metric == MetricKind.Latency ? 1000 : 1;
        long count = metric == MetricKind.Loss ? measured.Sent : samples?.Count ?? 0;
        (Ratio? value, Ratio? low, Ratio? high) = count == 0 || samples is null ? default : statistic.Kind switch
        {
            StatisticKind.Ratio => Exactly(new Ratio(measured.Lost, count)),
            StatisticKind.MeanRatio => measured.MeanLossRatio is { } mean ? (mean.Value, mean.Low, mean.High) : default,
            StatisticKind.ShareAtLeast => Share(measured.AtLeast(metric, statistic.Bound), count),
            StatisticKind.AboveMinimum when samples.Quantile(statistic.Quantile) is { } at && samples.Quantile(Ratio.Zero) is { Low: var least } =>
                (new Ratio(at.Value.Numerator - (least * at.Value.Denominator), at.Value.Denominator * perUnit),
                    new Ratio(at.Low - least, perUnit),
                    new Ratio(at.High - least, perUnit)),
            _ when statistic.Quantile > Ratio.Zero && samples.Quantile(statistic.Quantile) is { } at =>
                (new Ratio(at.Value.Numerator, at.Value.Denominator * perUnit), new Ratio(at.Low, perUnit), new Ratio(at.High, perUnit)),
            _ => Exactly(new Ratio((Int128)samples.Sum, (Int128)count * perUnit)),
        };
        return new PerformanceRating(metric, statistic, value, low, high, null, ObjectiveState.None, count, measured.Minutes(metric), minutes);
    }

    private static (Ratio? Value, Ratio? Low, Ratio? High) Exactly(Ratio value) => (value, value, value);

    private static (Ratio? Value, Ratio? Low, Ratio? High) Share(CountBounds bounds, long count) =>
        (new Ratio((Int128)bounds.Low + bounds.High, (Int128)count * 2), new Ratio(bounds.Low, count), new Ratio(bounds.High, count));
}
