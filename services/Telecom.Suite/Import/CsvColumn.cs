namespace Telecom.Suite.Import;

/// <summary>What a column holds.</summary>
internal enum CsvColumn
{
    /// <summary>The instant: ISO 8601 with an offset, or a Unix time in seconds, milliseconds, microseconds or nanoseconds.</summary>
    Time,

    /// <summary>The circuit: its id or its resource name.</summary>
    Circuit,

    /// <summary>Round-trip delay, milliseconds.</summary>
    LatencyMs,

    /// <summary>Round-trip delay, microseconds.</summary>
    LatencyUs,

    /// <summary>Throughput, megabits per second.</summary>
    ThroughputMbps,

    /// <summary>Throughput, bits per second.</summary>
    ThroughputBps,

    /// <summary>Packets sent.</summary>
    Sent,

    /// <summary>Packets lost.</summary>
    Lost,
}
