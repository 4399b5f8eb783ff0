using System.Globalization;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;

namespace Telecom.Contracts.Reading;

/// <summary>Reads performance limits.</summary>
internal sealed class PerformanceReader(ParameterReader parameters, ErrorList errors)
{
    private const string SharePrefix = "share_at_least ";

    /// <summary>Reads the limits of a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="plans">Ids of its plans.</param>
    public IReadOnlyList<PerformanceParameters> Read(MapReader version, IReadOnlyCollection<string> plans)
    {
        List<PerformanceParameters> limits = [];
        foreach ((YamlNode node, string path) in version.Items("performance"))
        {
            PerformanceParameters limit = ReadLimit(new MapReader(
                node, path, errors, "metric", "statistic", "comparator", "threshold", "minimum_coverage", "unavailable_minutes", "plans?", "except_regions"), plans);
            if (limits.Any(other => other.Metric == limit.Metric && other.Statistic.Value == limit.Statistic.Value && Share(other.Plans, limit.Plans)))
            {
                errors.Add(node, path, $"a second limit on {limit.Metric.ToString().ToLowerInvariant()} {limit.Statistic.Value.Name} for the same plan; keep one");
            }

            limits.Add(limit);
        }

        return limits;
    }

    private PerformanceParameters ReadLimit(MapReader map, IReadOnlyCollection<string> plans)
    {
        MetricKind metric = map.Value("metric", ValueRules.Metric, MetricKind.Latency);
        Parameter<PerformanceStatistic> statistic = parameters.Read(map, "statistic", StatisticOf(metric), metric == MetricKind.Loss ? PerformanceStatistic.LossRatio : PerformanceStatistic.Mean);
        IReadOnlyList<string>? own = map["plans"] is null ? null : ParameterReader.ReadDistinct(map, "plans", PlanOf(plans), "", errors);
        return new PerformanceParameters(
            metric,
            statistic,
            parameters.Read(map, "comparator", ValueRules.Comparison, Comparator.Less),
            parameters.Read(map, "threshold", ThresholdOf(metric, statistic.Value.Kind), default),
            parameters.Read(map, "minimum_coverage", ValueRules.Percent, default),
            parameters.Read(map, "unavailable_minutes", ValueRules.LeaveOutUnavailable, true),
            own,
            parameters.ReadList(map, "except_regions", ValueRules.Id, ""));
    }

    private static bool Share(IReadOnlyList<string>? left, IReadOnlyList<string>? right) => left is null || right is null || left.Intersect(right).Any();

    private static ValueRule<string> PlanOf(IReadOnlyCollection<string> plans) =>
        ValueRules.OneOf([.. plans.DefaultIfEmpty("?").Select(plan => (plan, plan))]);

    private static ValueRule<PerformanceStatistic> StatisticOf(MetricKind metric)
    {
        if (metric == MetricKind.Loss)
        {
            return new ValueRule<PerformanceStatistic>(
                "ratio, the statistic of loss (lost over sent, each added up)",
                (string text, out PerformanceStatistic value) => (value = PerformanceStatistic.LossRatio).Name == text);
        }

        string bound = metric == MetricKind.Latency ? "50 ms" : "100 Mbit/s";
        return new ValueRule<PerformanceStatistic>(
            $"a statistic of {metric.ToString().ToLowerInvariant()}: p1 to p99, mean, or share_at_least with a bound, for example 'share_at_least {bound}'",
            (string text, out PerformanceStatistic value) =>
            {
                value = PerformanceStatistic.Mean;
                if (text.StartsWith(SharePrefix, StringComparison.Ordinal))
                {
                    return TryShare(text[SharePrefix.Length..], metric, ref value);
                }

                bool known = PerformanceStatistic.TryParse(text, out PerformanceStatistic? parsed) && parsed.Kind != StatisticKind.Ratio;
                value = known && parsed is not null ? parsed : value;
                return known;
            });
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

    private static ValueRule<Ratio> ThresholdOf(MetricKind metric, StatisticKind statistic)
    {
        if (statistic is StatisticKind.Ratio or StatisticKind.ShareAtLeast)
        {
            return ValueRules.Percent;
        }

        return metric == MetricKind.Throughput
            ? new ValueRule<Ratio>(ValueRules.Rate.Allowed, (string text, out Ratio value) =>
                {
                    bool valid = ValueRules.Rate.Parse(text, out long rate);
                    value = new Ratio(rate, 1);
                    return valid;
                })
            : new ValueRule<Ratio>(
                string.Create(CultureInfo.InvariantCulture, $"a delay with its unit (us, ms, s), for example 50 ms"),
                (string text, out Ratio value) => ValueRules.TryMicroseconds(text, out value) && value > Ratio.Zero);
    }
}
