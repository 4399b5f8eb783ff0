using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Facts;

/// <summary>Samples as a person lists them.</summary>
/// <param name="Region">Region of the circuit; empty for none.</param>
/// <param name="Range">When they were taken; null: in every period.</param>
/// <param name="LatencyNs">Round-trip delays in the order in which they were taken, nanoseconds.</param>
/// <param name="ThroughputBps">Throughputs, bits per second.</param>
/// <param name="Loss">Packets sent and lost by interval.</param>
public sealed record MeasurementFacts(
    string Region, TimeRange? Range, IReadOnlyList<long> LatencyNs, IReadOnlyList<long> ThroughputBps, IReadOnlyList<(long Sent, long Lost)> Loss);
