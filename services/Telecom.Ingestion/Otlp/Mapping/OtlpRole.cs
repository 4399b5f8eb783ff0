namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>What a point says of its circuit.</summary>
internal enum OtlpRole
{
    /// <summary>Round-trip delay: a gauge, or a histogram of delays.</summary>
    Latency,

    /// <summary>Throughput: a gauge of a rate, a sum of bytes or bits over its interval, or a histogram of rates.</summary>
    Throughput,

    /// <summary>Packets sent.</summary>
    Sent,

    /// <summary>Packets lost.</summary>
    Lost,

    /// <summary>Packets answered; lost is what was sent and not answered.</summary>
    Received,

    /// <summary>Lost packets as a part of those sent; needs the number sent, from a point of the same probe or from the mapping.</summary>
    LossRatio,

    /// <summary>1 when the probe was answered, 0 when not: one packet sent, none or one lost.</summary>
    Success,

    /// <summary>Known and not wanted: accepted and counted, no sample.</summary>
    Ignore,
}
