using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;

namespace Telecom.Contracts.Reading;

/// <summary>Reads performance limits.</summary>
internal sealed class PerformanceReader(ParameterReader parameters, ErrorList errors)
{
    private static readonly ParameterField<Comparator> Comparison = new("comparator", ValueRules.Comparison, Comparator.Less, "How the figure is compared with the threshold");
    private static readonly ParameterField<Ratio> MinimumCoverage = new(
        "minimum_coverage", ValueRules.Percent, default, "Share of the rated minutes that must have samples for a verdict");

    private static readonly ParameterField<bool> Unavailable = new("unavailable_minutes", ValueRules.LeaveOutUnavailable, true, "Whether minutes that touch an outage count");
    private static readonly ValueField<IReadOnlyList<string>> Plans = new(
        "plans", new ListRule<string>(ValueRules.Id, ""), [], "Plans that the limit holds for; absent: all", Required: false);

    private static readonly ParameterField<IReadOnlyList<string>> ExceptRegions = new(
        "except_regions", new ListRule<string>(ValueRules.Id, ""), [], "Regions that the limit does not hold for");

    /// <summary>Form of a limit.</summary>
    public static FormChoice Form { get; } = new(
        "performance",
        "A limit on a performance figure, monthly",
        "metric",
        ("latency", FormOf(MetricKind.Latency, "latency")),
        ("throughput", FormOf(MetricKind.Throughput, "throughput")),
        ("loss", FormOf(MetricKind.Loss, "loss")));

    /// <summary>Reads the limits of a version.</summary>
    /// <param name="items">The limits.</param>
    /// <param name="plans">Ids of the version's plans.</param>
    public IReadOnlyList<PerformanceParameters> Read(IReadOnlyList<(YamlNode Node, string Path)> items, IReadOnlyCollection<string> plans)
    {
        List<PerformanceParameters> limits = [];
        foreach ((YamlNode node, string path) in items)
        {
            (string metric, MapReader map) = Form.Open(node, path, errors);
            if (metric.Length == 0)
            {
                ReadAnyMetric(map);
                continue;
            }

            PerformanceParameters limit = ReadLimit(map, ValueRules.MetricOf(metric), plans);
            if (limits.Any(other => other.Metric == limit.Metric && other.Statistic.Value == limit.Statistic.Value && Share(other.Plans, limit.Plans)))
            {
                errors.Add(node, path, $"a second limit on {metric} {limit.Statistic.Value.Name} for the same plan; keep one");
            }

            limits.Add(limit);
        }

        return limits;
    }

    private PerformanceParameters ReadLimit(MapReader map, MetricKind metric, IReadOnlyCollection<string> plans)
    {
        Parameter<PerformanceStatistic> statistic = parameters.Read(map, Statistic(metric));
        string unit = PerformanceUnits.Of(metric, statistic.Value);
        foreach ((string option, PerformanceStatistic _) in statistic.Otherwise.Where(other => PerformanceUnits.Of(metric, other.Value) != unit))
        {
            map.Refuse("statistic", $"option '{option}' is a statistic of another unit than the threshold's");
        }

        return new PerformanceParameters(
            metric,
            statistic,
            parameters.Read(map, Comparison),
            parameters.Read(map, Threshold(StatisticRules.ThresholdOf(metric, unit))),
            parameters.Read(map, MinimumCoverage),
            parameters.Read(map, Unavailable),
            map[Plans.Name] is null ? null : map.Value(Plans with { Rule = new ListRule<string>(PlanOf(plans), "") }),
            parameters.Read(map, ExceptRegions));
    }

    /// <summary>Reports what is wrong whatever the metric is, when that is not known.</summary>
    private void ReadAnyMetric(MapReader map)
    {
        _ = parameters.Optional(map, new ParameterField<string>("statistic", ValueRules.Text, "", "", Required: false));
        _ = parameters.Optional(map, new ParameterField<string>("threshold", ValueRules.Text, "", "", Required: false));
        _ = parameters.Optional(map, Comparison);
        _ = parameters.Optional(map, MinimumCoverage);
        _ = parameters.Optional(map, Unavailable);
        _ = parameters.Optional(map, ExceptRegions);
    }

    private static Form FormOf(MetricKind metric, string name) => new(
        $"performance_{name}",
        $"A limit on {name}",
        new ValueField<string>("metric", ValueRules.OneOf((name, name)), name, "The metric"),
        Statistic(metric),
        Comparison,
        Threshold(StatisticRules.AnyThresholdOf(metric)),
        MinimumCoverage,
        Unavailable,
        Plans,
        ExceptRegions);

    private static ParameterField<PerformanceStatistic> Statistic(MetricKind metric) => new(
        "statistic",
        StatisticRules.Of(metric),
        metric == MetricKind.Loss ? PerformanceStatistic.LossRatio : PerformanceStatistic.Mean,
        "What of the samples is compared");

    private static ParameterField<Ratio> Threshold(ValueRule<Ratio> rule) => new("threshold", rule, default, "The limit, in the unit of the statistic");

    private static bool Share(IReadOnlyList<string>? left, IReadOnlyList<string>? right) => left is null || right is null || left.Intersect(right).Any();

    private static ValueRule<string> PlanOf(IReadOnlyCollection<string> plans) =>
        ValueRules.OneOf([.. plans.DefaultIfEmpty("?").Select(plan => (plan, plan))]);
}
