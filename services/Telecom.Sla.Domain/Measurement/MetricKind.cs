namespace Telecom.Sla.Domain.Measurement;

/// <summary>What agents measure and contracts limit. The numbers are those of telecom.common.v1.Metric.</summary>
public enum MetricKind
{
    /// <summary>Round-trip delay of an answered probe (RFC 2681), nanoseconds inside, microseconds outside.</summary>
    Latency = 1,

    /// <summary>Rate carried or achieved, bits per second.</summary>
    Throughput = 2,

    /// <summary>Packets sent and lost (RFC 6673).</summary>
    Loss = 3,
}
