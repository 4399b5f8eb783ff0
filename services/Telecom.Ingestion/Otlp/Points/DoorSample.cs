using Telecom.Ingestion.Otlp.Buckets;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>A sample made of one or several points.</summary>
/// <param name="Kind">Which table it goes to.</param>
/// <param name="Circuit">Resource name of its circuit.</param>
/// <param name="TimeUs">Instant, microseconds since the Unix epoch.</param>
internal sealed record DoorSample(SampleKind Kind, string Circuit, long TimeUs)
{
    /// <summary>Round-trip delay, microseconds.</summary>
    public float LatencyUs { get; init; }

    /// <summary>Throughput, bits per second.</summary>
    public double ThroughputBps { get; init; }

    /// <summary>Packets sent.</summary>
    public uint Sent { get; init; }

    /// <summary>Packets lost.</summary>
    public uint Lost { get; init; }

    /// <summary>The distribution.</summary>
    public DistributionRow? Distribution { get; init; }

    /// <summary>Content keys of the points that it is made of.</summary>
    public required IReadOnlyList<UInt128> Keys { get; init; }

    /// <summary>What is known of their series once it is stored.</summary>
    public required IReadOnlyList<SeriesUpdate> Updates { get; init; }

    /// <summary>Bytes in a record, about and at most.</summary>
    public int Bytes => 40 + (10 * (Distribution?.Counts.Length ?? 0));
}
