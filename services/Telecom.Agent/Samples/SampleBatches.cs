using Telecom.Common.V1;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Samples;

/// <summary>Between samples and batches. A batch made here declares every handle that it uses, numbered from 1.</summary>
internal static class SampleBatches
{
    /// <summary>Packs samples into the columns of a batch, in their order; the batch has no sequence number yet.</summary>
    /// <param name="samples">At least one sample.</param>
    public static SampleBatch Build(ReadOnlySpan<Sample> samples)
    {
        SampleBatch batch = new() { BaseTimeUs = samples[0].InstantUs };
        Dictionary<string, uint> handles = new(StringComparer.Ordinal);
        long latencyTime = batch.BaseTimeUs;
        long throughputTime = batch.BaseTimeUs;
        long lossTime = batch.BaseTimeUs;
        foreach (ref readonly Sample sample in samples)
        {
            if (!handles.TryGetValue(sample.Circuit, out uint handle))
            {
                handle = (uint)handles.Count + 1;
                handles.Add(sample.Circuit, handle);
                batch.Circuits.Add(new CircuitHandle { Handle = handle, Circuit = sample.Circuit });
            }

            switch (sample.Metric)
            {
                case Metric.Latency:
                    batch.Latency ??= new LatencyTable();
                    batch.Latency.Circuit.Add(handle);
                    batch.Latency.TimeDeltaUs.Add(Delta(sample, ref latencyTime));
                    batch.Latency.LatencyUs.Add((float)sample.Value);
                    break;
                case Metric.Throughput:
                    batch.Throughput ??= new ThroughputTable();
                    batch.Throughput.Circuit.Add(handle);
                    batch.Throughput.TimeDeltaUs.Add(Delta(sample, ref throughputTime));
                    batch.Throughput.ThroughputBps.Add(sample.Value);
                    break;
                case Metric.Loss:
                    batch.Loss ??= new LossTable();
                    batch.Loss.Circuit.Add(handle);
                    batch.Loss.TimeDeltaUs.Add(Delta(sample, ref lossTime));
                    batch.Loss.Sent.Add(sample.Sent);
                    batch.Loss.Lost.Add(sample.Lost);
                    break;
                default:
                    throw new ArgumentException($"a sample cannot have the metric {sample.Metric}", nameof(samples));
            }
        }

        return batch;
    }

    /// <summary>Samples in a batch.</summary>
    public static int Count(SampleBatch batch) =>
        (batch.Latency?.Circuit.Count ?? 0) + (batch.Throughput?.Circuit.Count ?? 0) + (batch.Loss?.Circuit.Count ?? 0);

    /// <summary>The samples of one table of a batch that declares its handles, by row.</summary>
    public static List<Sample> Rows(SampleBatch batch, Metric metric)
    {
        Dictionary<uint, string> circuits = batch.Circuits.ToDictionary(c => c.Handle, c => c.Circuit);
        List<Sample> rows = [];
        long time = batch.BaseTimeUs;
        switch (metric)
        {
            case Metric.Latency when batch.Latency is { } table:
                for (int row = 0; row < table.Circuit.Count; row++)
                {
                    rows.Add(Sample.Latency(circuits[table.Circuit[row]], time += table.TimeDeltaUs[row], table.LatencyUs[row]));
                }

                break;
            case Metric.Throughput when batch.Throughput is { } table:
                for (int row = 0; row < table.Circuit.Count; row++)
                {
                    rows.Add(Sample.Throughput(circuits[table.Circuit[row]], time += table.TimeDeltaUs[row], table.ThroughputBps[row]));
                }

                break;
            case Metric.Loss when batch.Loss is { } table:
                for (int row = 0; row < table.Circuit.Count; row++)
                {
                    rows.Add(Sample.Loss(circuits[table.Circuit[row]], time += table.TimeDeltaUs[row], table.Sent[row], table.Lost[row]));
                }

                break;
        }

        return rows;
    }

    private static long Delta(in Sample sample, ref long time)
    {
        long delta = sample.InstantUs - time;
        time = sample.InstantUs;
        return delta;
    }
}
