using OpenTelemetry.Proto.Common.V1;

namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>A rule that was checked.</summary>
/// <param name="Metric">Name of the metric, or the beginning of it.</param>
/// <param name="IsPrefix">True when it is the beginning.</param>
/// <param name="Role">What a point says.</param>
/// <param name="Unit">Unit when the metric states none; null for none.</param>
/// <param name="Circuit">Where the circuit's name comes from.</param>
/// <param name="Where">Attributes that a point must have.</param>
/// <param name="Packets">Packets of a probe; 0 when not stated.</param>
/// <param name="Priority">Of several latencies of one probe the highest counts.</param>
/// <param name="Set">Rules whose points describe one probe.</param>
internal sealed record CompiledMapping(
    string Metric,
    bool IsPrefix,
    OtlpRole Role,
    UcumUnit? Unit,
    CircuitTemplate Circuit,
    IReadOnlyList<KeyValuePair<string, string>> Where,
    uint Packets,
    int Priority,
    string Set)
{
    /// <summary>True when the rule is for the metric.</summary>
    public bool Names(string metric) => IsPrefix ? metric.StartsWith(Metric, StringComparison.Ordinal) : metric == Metric;

    /// <summary>True when a point has the attributes.</summary>
    public bool Fits(PointAttributes attributes)
    {
        foreach ((string key, string value) in Where)
        {
            if (attributes.Find(key) != value)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for an attribute that only tells the points of one probe apart.</summary>
    public bool Distinguishes(KeyValue attribute) => Where.Any(w => w.Key == attribute.Key);
}
