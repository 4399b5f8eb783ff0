using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;

namespace Telecom.Contracts.Reading;

/// <summary>The statistics of metrics and the thresholds that fit them.</summary>
internal static class StatisticRules
{
    private const string SharePrefix = "share_at_least ";
    private const string Percentiles = "p[1-9][0-9]?|mean";

    /// <summary>A delay, microseconds.</summary>
    private static readonly ValueRule<Ratio> Delay = new(
        "a delay with its unit (us, ms, s), for example 50 ms",
        (string text, out Ratio value) => ValueRules.TryMicroseconds(text, out value) && value > Ratio.Zero)
    {
        Pattern = ValueRules.DurationPattern,
    };

    private static readonly ValueRule<Ratio> Rate = new(
        ValueRules.Rate.Allowed,
        (string text, out Ratio value) =>
        {
            bool valid = ValueRules.Rate.Parse(text, out long rate);
            value = new Ratio(rate, 1);
            return valid;
        })
    {
        Pattern = ValueRules.Rate.Pattern,
    };

    /// <summary>The statistics of a metric.</summary>
    public static ValueRule<PerformanceStatistic> Of(MetricKind metric) => metric == MetricKind.Loss ? OfLoss() : OfSamples(metric);

    /// <summary>The thresholds of a figure.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="unit">Unit of the figure.</param>
    public static ValueRule<Ratio> ThresholdOf(MetricKind metric, string unit) => unit == "%" ? ValueRules.Percent : Unit(metric);

    /// <summary>The thresholds of all figures of a metric, for the JSON Schema.</summary>
    public static ValueRule<Ratio> AnyThresholdOf(MetricKind metric) => metric == MetricKind.Loss
        ? ValueRules.Percent
        : Unit(metric) with { Allowed = $"{Unit(metric).Allowed}, or for a share {ValueRules.Percent.Allowed}", Pattern = $"{Unit(metric).Pattern}|{ValueRules.Percent.Pattern}" };

    private static ValueRule<Ratio> Unit(MetricKind metric) => metric == MetricKind.Throughput ? Rate : Delay;

    private static ValueRule<PerformanceStatistic> OfLoss() => new(
        "a statistic of loss: ratio (lost over sent, each added up) or mean_of_ratios",
        (string text, out PerformanceStatistic value) =>
        {
            bool known = PerformanceStatistic.TryParse(text, out PerformanceStatistic? parsed) && parsed.AppliesTo(MetricKind.Loss);
            value = known && parsed is not null ? parsed : PerformanceStatistic.LossRatio;
            return known;
        })
    {
        Pattern = "^(ratio|mean_of_ratios)$",
    };

    private static ValueRule<PerformanceStatistic> OfSamples(MetricKind metric)
    {
        bool latency = metric == MetricKind.Latency;
        string bound = latency ? "50 ms" : "100 Mbit/s";
        string jitter = latency ? ", jitter_mean, jitter_p1 to jitter_p99" : "";
        string patternOfBound = (latency ? ValueRules.DurationPattern : ValueRules.Rate.Pattern ?? "")[1..];
        return new ValueRule<PerformanceStatistic>(
            $"a statistic of {metric.ToString().ToLowerInvariant()}: p1 to p99, mean{jitter}, or share_at_least with a bound, for example 'share_at_least {bound}'",
            (string text, out PerformanceStatistic value) =>
            {
                value = PerformanceStatistic.Mean;
                if (text.StartsWith(SharePrefix, StringComparison.Ordinal))
                {
                    return TryShare(text[SharePrefix.Length..], metric, ref value);
                }

                bool known = PerformanceStatistic.TryParse(text, out PerformanceStatistic? parsed) && parsed.AppliesTo(metric);
                value = known && parsed is not null ? parsed : value;
                return known;
            })
        {
            Pattern = $"^({Percentiles}{(latency ? "|jitter_mean|jitter_p[1-9][0-9]?" : "")}|{SharePrefix}{patternOfBound[..^1]})$",
        };
    }

    private static bool TryShare(string text, MetricKind metric, ref PerformanceStatistic value)
    {
        long bound = 0;
        bool valid = metric == MetricKind.Throughput
            ? ValueRules.Rate.Parse(text, out bound)
            : ValueRules.TryMicroseconds(text, out Ratio exact) && TryNanoseconds(exact, out bound);
        value = valid ? PerformanceStatistic.ShareAtLeast(bound) : value;
        return valid;
    }

    private static bool TryNanoseconds(Ratio microseconds, out long nanoseconds)
    {
        Ratio exact = new(microseconds.Numerator * 1000, microseconds.Denominator);
        bool valid = exact.Denominator == 1 && exact.Numerator >= 1 && exact.Numerator <= 3_600_000_000_000;
        nanoseconds = valid ? (long)exact.Numerator : 0;
        return valid;
    }
}
