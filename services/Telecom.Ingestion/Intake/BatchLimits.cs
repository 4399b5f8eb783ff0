using Telecom.Hosting;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;

namespace Telecom.Ingestion.Intake;

/// <summary>The limits of one batch, counted alike on messages and on encoded batches.</summary>
internal static class BatchLimits
{
    /// <summary>Most suspect spans in one batch.</summary>
    public const int MaxSuspectSpans = 1000;

    /// <summary>Requires that a batch is within the limits.</summary>
    /// <returns>Its samples.</returns>
    /// <exception cref="RpcFailure">RESOURCE_EXHAUSTED with the limit and the count.</exception>
    public static long Require(SampleBatch batch, int maxSamples, int maxCircuits)
    {
        long samples = BatchChecker.CountSamples(batch);
        Require(batch.Sequence, "max_batch_samples", maxSamples, samples);
        Require(batch.Sequence, "max_circuits", maxCircuits, batch.Circuits.Count);
        Require(batch.Sequence, "suspect spans", MaxSuspectSpans, batch.Suspect.Count);
        return samples;
    }

    /// <summary>Requires that an encoded batch is within the limits.</summary>
    /// <returns>Its samples.</returns>
    /// <exception cref="RpcFailure">RESOURCE_EXHAUSTED with the limit and the count.</exception>
    public static long Require(scoped in SampleBatchView batch, int maxSamples, int maxCircuits)
    {
        long samples = CountSamples(batch);
        Require(batch.Sequence, "max_batch_samples", maxSamples, samples);
        Require(batch.Sequence, "max_circuits", maxCircuits, batch.Circuits.Count);
        Require(batch.Sequence, "suspect spans", MaxSuspectSpans, batch.Suspect.Count);
        return samples;
    }

    /// <summary>As <see cref="BatchChecker.CountSamples"/>: of each table the longest column.</summary>
    public static long CountSamples(scoped in SampleBatchView batch)
    {
        ValueTableView<float> latency = batch.Latency;
        ValueTableView<double> throughput = batch.Throughput;
        LossView loss = batch.Loss;
        return (long)Math.Max(latency.Circuits.Count, Math.Max(latency.TimeDeltas.Count, latency.Values.Length))
            + Math.Max(throughput.Circuits.Count, Math.Max(throughput.TimeDeltas.Count, throughput.Values.Length))
            + Math.Max(Math.Max(loss.Circuits.Count, loss.TimeDeltas.Count), Math.Max(loss.Sent.Count, loss.Lost.Count));
    }

    private static void Require(ulong sequence, string limit, long most, long count)
    {
        if (count > most)
        {
            throw RpcFailure.ResourceExhausted(
                $"Batch {sequence} is above the limit {limit} of {most}: it has {count}.",
                metadata: new Dictionary<string, string> { ["limit"] = limit, ["most"] = $"{most}", ["count"] = $"{count}", ["sequence"] = $"{sequence}" });
        }
    }
}
