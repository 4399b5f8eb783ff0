using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Rating;

/// <summary>What of a metric's samples is compared with a limit.</summary>
public sealed record PerformanceStatistic
{
    private PerformanceStatistic(StatisticKind kind, string name, Ratio quantile = default, long bound = 0)
    {
        Kind = kind;
        Name = name;
        Quantile = quantile;
        Bound = bound;
    }

    /// <summary>The median, by nearest rank.</summary>
    public static PerformanceStatistic P50 { get; } = Percentile(50);

    /// <summary>The 95th percentile, by nearest rank.</summary>
    public static PerformanceStatistic P95 { get; } = Percentile(95);

    /// <summary>The 99th percentile, by nearest rank.</summary>
    public static PerformanceStatistic P99 { get; } = Percentile(99);

    /// <summary>The arithmetic mean, exact.</summary>
    public static PerformanceStatistic Mean { get; } = new(StatisticKind.Mean, "mean");

    /// <summary>Loss: packets lost ÷ packets sent, each added up over the period (a ratio of sums, reading IP-R4), exact.</summary>
    public static PerformanceStatistic LossRatio { get; } = new(StatisticKind.Ratio, "ratio");

    /// <summary>
    /// Loss: the mean over intervals of packets lost ÷ packets sent (reading IP-R4 <c>mean_of_ratios</c>); see <see cref="LossIntervals"/>.
    /// </summary>
    public static PerformanceStatistic MeanLossRatio { get; } = new(StatisticKind.MeanRatio, "mean_of_ratios");

    /// <summary>Latency: the mean of |d(i) - d(i-1)| over consecutive samples; see <see cref="DelayVariation"/>.</summary>
    public static PerformanceStatistic JitterMean { get; } = new(StatisticKind.DelayVariation, "jitter_mean");

    /// <summary>The kind of statistic.</summary>
    public StatisticKind Kind { get; }

    /// <summary>
    /// Name on the wire: "p50" and other percentiles, "mean", "ratio", "mean_of_ratios", "share_at_least", "jitter_mean", "jitter_p95" and
    /// other percentiles, "pdv_p95" and other percentiles.
    /// </summary>
    public string Name { get; }

    /// <summary>Percentiles, also those of both kinds of delay variation: the quantile, above 0 and below 1. 0 for all others, <see cref="JitterMean"/> too.</summary>
    public Ratio Quantile { get; }

    /// <summary>Shares: samples of at least this much count, in the metric's base unit (nanoseconds, bits per second).</summary>
    public long Bound { get; }

    /// <summary>The share of samples that are at least a bound.</summary>
    /// <param name="bound">The bound in the metric's base unit (nanoseconds, bits per second), at least 1.</param>
    public static PerformanceStatistic ShareAtLeast(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        return new PerformanceStatistic(StatisticKind.ShareAtLeast, "share_at_least", bound: bound);
    }

    /// <summary>A percentile by nearest rank.</summary>
    /// <param name="percent">1 to 99.</param>
    public static PerformanceStatistic Percentile(int percent) => AtPercent(StatisticKind.Percentile, "p", percent);

    /// <summary>Latency: a percentile, by nearest rank, of |d(i) - d(i-1)| over consecutive samples; see <see cref="DelayVariation"/>.</summary>
    /// <param name="percent">1 to 99.</param>
    public static PerformanceStatistic JitterPercentile(int percent) => AtPercent(StatisticKind.DelayVariation, "jitter_p", percent);

    /// <summary>Latency: a percentile, by nearest rank, of the delay less the smallest delay (PDV); see <see cref="DelayVariation"/>.</summary>
    /// <param name="percent">1 to 99.</param>
    public static PerformanceStatistic AboveMinimumPercentile(int percent) => AtPercent(StatisticKind.AboveMinimum, "pdv_p", percent);

    /// <summary>
    /// Reads a name without parameter: "p50", "mean", "ratio", "mean_of_ratios", "jitter_mean", "jitter_p95", "pdv_p95", and other percentiles.
    /// </summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out PerformanceStatistic? statistic)
    {
        statistic = name switch
        {
            "mean" => Mean,
            "ratio" => LossRatio,
            "mean_of_ratios" => MeanLossRatio,
            "jitter_mean" => JitterMean,
            ['p', .. string percent] when TryPercent(percent, out int value) => Percentile(value),
            ['j', 'i', 't', 't', 'e', 'r', '_', 'p', .. string percent] when TryPercent(percent, out int value) => JitterPercentile(value),
            ['p', 'd', 'v', '_', 'p', .. string percent] when TryPercent(percent, out int value) => AboveMinimumPercentile(value),
            _ => null,
        };
        return statistic is not null;
    }

    /// <summary>True when a metric has this statistic: ratios are of loss, both kinds of delay variation are of latency, the others are of latency and throughput.</summary>
    /// <param name="metric">The metric.</param>
    public bool AppliesTo(MetricKind metric) => Kind switch
    {
        StatisticKind.Ratio or StatisticKind.MeanRatio => metric == MetricKind.Loss,
        StatisticKind.DelayVariation or StatisticKind.AboveMinimum => metric == MetricKind.Latency,
        _ => metric is MetricKind.Latency or MetricKind.Throughput,
    };

    private static PerformanceStatistic AtPercent(StatisticKind kind, string prefix, int percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 99);
        return new PerformanceStatistic(kind, string.Create(CultureInfo.InvariantCulture, $"{prefix}{percent}"), Ratio.Percent(percent));
    }

    private static bool TryPercent(string text, out int percent) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out percent) && percent is >= 1 and <= 99 && text[0] != '0';
}
