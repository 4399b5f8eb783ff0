using System.Diagnostics.CodeAnalysis;
using System.Globalization;
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

    /// <summary>The kind of statistic.</summary>
    public StatisticKind Kind { get; }

    /// <summary>Name on the wire: "p50", "p95", "p99", "mean", "ratio" or "share_at_least".</summary>
    public string Name { get; }

    /// <summary>Percentiles: the quantile, 0 to 1.</summary>
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
    public static PerformanceStatistic Percentile(int percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 99);
        return new PerformanceStatistic(StatisticKind.Percentile, string.Create(CultureInfo.InvariantCulture, $"p{percent}"), Ratio.Percent(percent));
    }

    /// <summary>Reads a name without parameter: "p50" and other percentiles, "mean", "ratio".</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out PerformanceStatistic? statistic)
    {
        statistic = name switch
        {
            "mean" => Mean,
            "ratio" => LossRatio,
            ['p', >= '1' and <= '9', ..] when int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int percent) && percent <= 99
                => Percentile(percent),
            _ => null,
        };
        return statistic is not null;
    }
}
