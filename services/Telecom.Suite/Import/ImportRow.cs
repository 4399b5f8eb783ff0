namespace Telecom.Suite.Import;

/// <summary>What one row of a file, or one probe of an exposition, measured: up to one sample of each metric.</summary>
/// <param name="Line">Line of the file, from 1; for several lines the first.</param>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="TimeUs">Instant, microseconds since the Unix epoch.</param>
internal sealed record ImportRow(long Line, string Circuit, long TimeUs)
{
    /// <summary>Round-trip delay, microseconds; null for none.</summary>
    public float? LatencyUs { get; init; }

    /// <summary>Throughput, bits per second; null for none.</summary>
    public double? ThroughputBps { get; init; }

    /// <summary>Packets sent and lost; null for none.</summary>
    public (uint Sent, uint Lost)? Loss { get; init; }
}
