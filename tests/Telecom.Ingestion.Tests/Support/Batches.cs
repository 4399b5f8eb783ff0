using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Support;

/// <summary>Makes batches.</summary>
internal static class Batches
{
    /// <summary>An instant in the past of every clock that the tests use, microseconds.</summary>
    public const long BaseUs = 1_750_000_000_000_000;

    /// <summary>A batch of good latency samples of one circuit.</summary>
    public static SampleBatch Latencies(ulong sequence, int samples = 3, string circuit = Names.Circuit)
    {
        SampleBatch batch = new() { Sequence = sequence, BaseTimeUs = BaseUs, Latency = new LatencyTable() };
        batch.Circuits.Add(new CircuitHandle { Handle = 1, Circuit = circuit });
        for (int i = 0; i < samples; i++)
        {
            AddLatency(batch, 1, i == 0 ? 0 : 1000, 100 + i);
        }

        return batch;
    }

    /// <summary>A batch without samples that declares handles 1, 2, … for circuits.</summary>
    public static SampleBatch Declaring(ulong sequence, params string[] circuits)
    {
        SampleBatch batch = new() { Sequence = sequence, BaseTimeUs = BaseUs };
        batch.Circuits.AddRange(circuits.Select((c, i) => new CircuitHandle { Handle = (uint)i + 1, Circuit = c }));
        return batch;
    }

    public static SampleBatch AddLatency(this SampleBatch batch, uint handle, long deltaUs, float us)
    {
        batch.Latency ??= new LatencyTable();
        batch.Latency.Circuit.Add(handle);
        batch.Latency.TimeDeltaUs.Add(deltaUs);
        batch.Latency.LatencyUs.Add(us);
        return batch;
    }

    public static SampleBatch AddThroughput(this SampleBatch batch, uint handle, long deltaUs, double bps)
    {
        batch.Throughput ??= new ThroughputTable();
        batch.Throughput.Circuit.Add(handle);
        batch.Throughput.TimeDeltaUs.Add(deltaUs);
        batch.Throughput.ThroughputBps.Add(bps);
        return batch;
    }

    public static SampleBatch AddLoss(this SampleBatch batch, uint handle, long deltaUs, uint sent, uint lost)
    {
        batch.Loss ??= new LossTable();
        batch.Loss.Circuit.Add(handle);
        batch.Loss.TimeDeltaUs.Add(deltaUs);
        batch.Loss.Sent.Add(sent);
        batch.Loss.Lost.Add(lost);
        return batch;
    }
}
