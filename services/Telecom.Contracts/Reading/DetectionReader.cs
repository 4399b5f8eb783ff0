using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Reading;

/// <summary>Reads how outages are detected from slices (MEF 10.3 Available Time).</summary>
internal sealed class DetectionReader(ParameterReader parameters)
{
    private static readonly ParameterField<long> Interval = new(
        "interval",
        new ValueRule<long>(
            "a whole number of seconds from 1 s to 1 h, for example 10 s",
            (string text, out long value) => ValueRules.Duration.Parse(text, out value) && value % UtcInstant.PerSecond == 0 && value is >= UtcInstant.PerSecond and <= UtcInstant.PerHour)
        {
            Pattern = ValueRules.DurationPattern,
        },
        UtcInstant.PerSecond,
        "Length of a slice");

    private static readonly ParameterField<Ratio> LossThreshold = new(
        "loss_threshold",
        new ValueRule<Ratio>(
            "a percentage from 0 % to less than 100 %, for example 50 %",
            (string text, out Ratio value) => ValueRules.Percent.Parse(text, out value) && value < Ratio.One)
        {
            Pattern = ValueRules.Percent.Pattern,
        },
        default,
        "Loss ratio above which a slice is bad");

    private static readonly ParameterField<long> Consecutive = new("consecutive", ValueRules.Integer(1, 1000), 1, "Consecutive slices that begin or end an outage");

    /// <summary>Its form.</summary>
    public static Form Form { get; } = new("detection", "How outages are detected from slices, for the live status", Interval, LossThreshold, Consecutive);

    /// <summary>Reads it.</summary>
    public DetectionParameters Read(MapReader map) => new(
        parameters.Read(map, Interval),
        parameters.Read(map, LossThreshold),
        parameters.Read(map, Consecutive).Select(count => (int)count));
}
