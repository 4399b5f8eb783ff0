using Telecom.Contracts.Forms;
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
        })
    {
        Pattern = ValueRules.DurationPattern,
    };

    private static readonly ValueField<string> Region = new("region", ValueRules.Id, "", "Region of the circuit; absent: none", Required: false);
    private static readonly ValueField<bool> Final = new(
        "final", ValueRules.OneOf(("true", true), ("false", false)), true, "Whether the month is over; default true", Required: false);

    private static readonly ValueField<MetricKind> Metric = new("metric", ValueRules.Metric, MetricKind.Latency, "The metric");
    private static readonly ValueField<long> Count = new("count", ValueRules.Integer(1, 1_000_000), 1, "How many such samples; default 1", Required: false);
    private static readonly ValueField<long> DelayValue = new("value", Delay, 0, "The delay");
    private static readonly ValueField<long> RateValue = new("value", ValueRules.Rate, 1, "The throughput");
    private static readonly Form DelaySample = new("example_latency", "Samples of a minute", DelayValue, Count);
    private static readonly Form RateSample = new("example_throughput", "Samples of a minute", RateValue, Count);
    private static readonly ListField Latency = new("latency", DelaySample, "Samples of latency, a minute each", Required: false);
    private static readonly ListField Throughput = new("throughput", RateSample, "Samples of throughput, a minute each", Required: false);
    private static readonly ValueField<long> Sent = new("sent", ValueRules.Integer(1, SampleRules.MaxPackets), 1, "Packets sent");
    private static readonly ValueField<long> Lost = new("lost", ValueRules.Integer(0, SampleRules.MaxPackets), 0, "Packets lost");
    private static readonly Form LossSample = new("example_loss", "Packets of a minute", Sent, Lost);
    private static readonly ListField Loss = new("loss", LossSample, "Packets sent and lost, a minute each", Required: false);
    private static readonly ValueField<ObjectiveState> Expect = new("expect", ValueRules.State, default, "State of the limit");

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
        MapReader map = new(node, path, errors, Form);
        _plan = context.ReadPlan(map);
        _region = map.Value(Region);
        _final = map.Value(Final);
        _metric = map.Value(Metric);
        ReadSamples(map.Open(Latency, DelaySample), DelayValue, cell => cell.Latency);
        ReadSamples(map.Open(Throughput, RateSample), RateValue, cell => cell.Throughput);
        foreach (MapReader loss in map.Open(Loss, LossSample))
        {
            uint sent = (uint)loss.Value(Sent);
            MinuteCell minute = NextMinute();
            minute.AddLoss(minute.Start, sent, (uint)loss.Value(Lost with { Rule = ValueRules.Integer(0, sent) }));
        }

        _state = Expectation<ObjectiveState>.Read(map, Expect, ExampleTexts.State);
        _statePath = map.PathOf(Expect.Name);
    }

    /// <summary>Its form.</summary>
    public static Form Form { get; } = new(
        "example_performance",
        "What samples make of a performance limit",
        ExampleContext.Plan,
        Region,
        Final,
        Metric,
        Latency,
        Throughput,
        Loss,
        Expect);

    /// <inheritdoc/>
    public void Run(ErrorList errors)
    {
        if (_plan is null || _state is null)
        {
            return;
        }

        IReadOnlyList<PerformanceLimit> limits = _plan.Limits(_region);
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

    private void ReadSamples(IEnumerable<MapReader> items, ValueField<long> value, Func<MinuteCell, LogHistogram> samples)
    {
        foreach (MapReader sample in items)
        {
            samples(NextMinute()).Add(sample.Value(value), sample.Value(Count));
        }
    }

    private MinuteCell NextMinute()
    {
        MinuteCell minute = new(_minutes.Count);
        _minutes.Add(minute);
        return minute;
    }
}
