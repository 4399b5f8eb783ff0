using Telecom.Ingestion.Otlp.Mapping;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>A point that a rule takes, of a circuit that its agent may measure.</summary>
/// <param name="Metric">Name of the metric, for messages.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="Series">Its series.</param>
/// <param name="Key">Its content key.</param>
/// <param name="Probe">Hash of what the points of one probe have in common.</param>
/// <param name="StartNs">Start time, nanoseconds; 0 for none.</param>
/// <param name="TimeNs">Time, nanoseconds.</param>
internal sealed record Point(
    string Metric, CompiledMapping Rule, string Circuit, SeriesKey Series, UInt128 Key, UInt128 Probe, ulong StartNs, ulong TimeNs)
{
    /// <summary>Its instant, microseconds since the Unix epoch.</summary>
    public long InstantUs => (long)(TimeNs / 1000);

    /// <summary>
    /// The last microsecond of the interval that ends with its time: an interval (12:00:00, 12:01:00] belongs to the minute of 12:00.
    /// </summary>
    public long LastInstantUs => InstantUs - 1;
}
