using Telecom.Contracts.Reading;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Samples;

namespace Telecom.Contracts.Examples;

/// <summary>What samples make of a performance limit. Each listed group of samples is a minute, and no other minute could have had some.</summary>
internal sealed class PerformanceExample : IExample
{
    private static readonly ValueRule<long> Delay = new(
        "a delay of whole nanoseconds up to 1 h with its unit (us, ms, s), for example 50 ms",
        (string text, out long value) =>
        {
            bool valid = ValueRules.TryMicroseconds(text, out Ratio exact) && new Ratio(exact.Numerator * 1000, exact.Denominator) is { } nanoseconds
                && nanoseconds.Denominator == 1 && nanoseconds.Numerator <= SampleRules.MaxLatencyNanoseconds;
            value = valid ? new Ratio(exact.Numerator * 1000, exact.Denominator).FloorTimes(1) : 0;
            return valid;
        });

    private readonly ContractPlan? _plan;
    private readonly string _region;
    private readonly bool _final;
    private readonly List<MinuteCell> _minutes = [];
    private readonly MetricKind _metric;
    private readonly Expectation<ObjectiveState>? _state;
    private readonly string _statePath;

    /// <summary>Reads an example.</summary>
    public PerformanceExample(YamlNode node, string path, ExampleContext context, ErrorList errors)
    {
        MapReader map = new(node, path, errors, "plan", "region?", "final?", "metric", "latency?", "throughput?", "loss?", "expect");
        _plan = context.ReadPlan(map, errors);
        _region = map.Value("region", ValueRules.Id, "");
        _final = map.Value("final", ValueRules.OneOf(("true", true), ("false", false)), true);
        _metric = map.Value("metric", ValueRules.Metric, MetricKind.Latency);
        ReadSamples(map, "latency", Delay, cell => cell.Latency, errors);
        ReadSamples(map, "throughput", ValueRules.Rate, cell => cell.Throughput, errors);
        foreach ((YamlNode item, string itemPath) in map.Items("loss"))
        {
            MapReader loss = new(item, itemPath, errors, "sent", "lost");
            uint sent = (uint)loss.Value("sent", ValueRules.Integer(1, SampleRules.MaxPackets), 1);
            MinuteCell minute = NextMinute();
            minute.AddLoss(minute.Start, sent, (uint)loss.Value("lost", ValueRules.Integer(0, sent), 0));
        }

        _state = Expectation<ObjectiveState>.Read(map, "expect", ValueRules.State, default, ExampleTexts.State);
        _statePath = map.PathOf("expect");
    }

    /// <inheritdoc/>
    public void Run(ErrorList errors)
    {
        if (_plan is null || _state is null)
        {
            return;
        }

        IReadOnlyList<PerformanceLimit> limits = _plan.Terms(_region).Limits;
        PerformanceMeasurements measured = new(limits);
        _minutes.ForEach(measured.Add);
        long minutes = measured.Minutes(_metric);
        PerformanceRating[] rated =
            [.. PerformanceRater.Rate(limits, measured, minutes, measured, minutes, _final).Where(figure => figure.Metric == _metric && figure.Limit is not null)];
        if (rated.Length == 0)
        {
            errors.Add(_state.Node, _statePath, "the plan has no limit on this metric in this region");
            return;
        }

        _state.Check(ObjectiveStates.Worst(rated.Select(figure => figure.State)), errors);
    }

    private void ReadSamples(MapReader map, string field, ValueRule<long> rule, Func<MinuteCell, LogHistogram> samples, ErrorList errors)
    {
        foreach ((YamlNode item, string itemPath) in map.Items(field))
        {
            MapReader sample = new(item, itemPath, errors, "value", "count?");
            samples(NextMinute()).Add(sample.Value("value", rule, 0), sample.Value("count", ValueRules.Integer(1, 1_000_000), 1));
        }
    }

    private MinuteCell NextMinute()
    {
        MinuteCell minute = new(_minutes.Count);
        _minutes.Add(minute);
        return minute;
    }
}
