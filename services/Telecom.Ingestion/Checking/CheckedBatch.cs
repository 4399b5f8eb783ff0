using Telecom.Common.V1;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Checking;

/// <summary>A batch after its check.</summary>
/// <param name="Accepted">The accepted samples, without declarations. Its tables may be those of the batch that was checked.</param>
/// <param name="Circuits">The handles of the accepted samples, all of them, each once.</param>
/// <param name="Refusals">The refusals.</param>
/// <param name="RefusedSamples">Number of refused samples.</param>
internal sealed record CheckedBatch(
    SampleBatch Accepted, IReadOnlyList<CircuitHandle> Circuits, IReadOnlyList<Refusal> Refusals, int RefusedSamples)
{
    /// <summary>Accepted round-trip delays; a distribution is one.</summary>
    public int LatencySamples => (Accepted.Latency?.Circuit.Count ?? 0) + Distributions(Metric.Latency);

    /// <summary>Accepted throughputs; a distribution is one.</summary>
    public int ThroughputSamples => (Accepted.Throughput?.Circuit.Count ?? 0) + Distributions(Metric.Throughput);

    /// <summary>Accepted counts of packets sent and lost.</summary>
    public int LossSamples => Accepted.Loss?.Circuit.Count ?? 0;

    /// <summary>Accepted samples.</summary>
    public int StoredSamples => LatencySamples + ThroughputSamples + LossSamples;

    private int Distributions(Metric metric) => Accepted.Distribution?.Metric.Count(of => of == metric) ?? 0;
}
