using Telecom.Ingestion.Checking;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Intake;

/// <summary>What a check found, in numbers, for metrics and acknowledgements.</summary>
/// <param name="Latency">Accepted round-trip delays.</param>
/// <param name="Throughput">Accepted throughputs.</param>
/// <param name="Loss">Accepted counts of packets sent and lost.</param>
/// <param name="Refusals">The refusals.</param>
internal readonly record struct BatchSummary(int Latency, int Throughput, int Loss, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>Accepted samples.</summary>
    public int Stored => Latency + Throughput + Loss;

    /// <summary>The numbers of a batch that was checked sample by sample.</summary>
    public static BatchSummary Of(CheckedBatch batch) =>
        new(batch.LatencySamples, batch.ThroughputSamples, batch.LossSamples, batch.Refusals);
}
