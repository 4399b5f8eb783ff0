using Telecom.Common.V1;

namespace Telecom.Agent.Samples;

/// <summary>One value of one metric of one circuit at one instant.</summary>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="InstantUs">When, microseconds since the Unix epoch.</param>
/// <param name="Value">Latency in microseconds or throughput in bits per second; 0 for loss.</param>
/// <param name="Sent">Packets sent; 0 unless loss.</param>
/// <param name="Lost">Packets lost; 0 unless loss.</param>
internal readonly record struct Sample(string Circuit, Metric Metric, long InstantUs, double Value, uint Sent, uint Lost)
{
    /// <summary>A round-trip delay.</summary>
    public static Sample Latency(string circuit, long instantUs, double microseconds) => new(circuit, Metric.Latency, instantUs, microseconds, 0, 0);

    /// <summary>A rate.</summary>
    public static Sample Throughput(string circuit, long instantUs, double bitsPerSecond) => new(circuit, Metric.Throughput, instantUs, bitsPerSecond, 0, 0);

    /// <summary>Packets sent and lost.</summary>
    public static Sample Loss(string circuit, long instantUs, uint sent, uint lost) => new(circuit, Metric.Loss, instantUs, 0, sent, lost);
}
