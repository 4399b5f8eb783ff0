namespace Telecom.Ingestion.Otlp.Points;

/// <summary>Which table of a batch a sample goes to.</summary>
internal enum SampleKind
{
    /// <summary>Round-trip delay.</summary>
    Latency,

    /// <summary>Throughput.</summary>
    Throughput,

    /// <summary>Packets sent and lost.</summary>
    Loss,

    /// <summary>A distribution of delays or throughputs.</summary>
    Distribution,
}
