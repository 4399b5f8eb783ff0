using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;

namespace Telecom.LoadGenerator;

/// <summary>Who sends what: the lanes of one agent, and the schedule that they follow.</summary>
/// <param name="Agent">Resource name of the agent.</param>
/// <param name="Secret">Secret of the agent's key.</param>
/// <param name="Epoch">Spool epoch of this run; random, so that every run counts from 1.</param>
/// <param name="Circuits">Resource names of the circuits.</param>
public sealed record LoadPlan(string Agent, string Secret, SpoolEpoch Epoch, IReadOnlyList<string> Circuits)
{
    /// <summary>When batch number <paramref name="index"/> of a lane is due after the start, whatever happened to those before it.</summary>
    /// <param name="options">The load.</param>
    /// <param name="lane">The lane; lanes are offset against each other so that they do not send in step.</param>
    /// <param name="index">From 0.</param>
    public static TimeSpan DueAt(LoadOptions options, int lane, int index)
    {
        double interval = (double)options.Batch * options.Streams / options.Rate;
        return TimeSpan.FromSeconds(interval * (index + (double)lane / options.Streams));
    }

    /// <summary>Batches that one lane sends in the whole load.</summary>
    public static int BatchesPerLane(LoadOptions options) =>
        Math.Max(1, (int)((long)options.Rate * options.Seconds / options.Batch / options.Streams));

    /// <summary>Makes a batch: a third each of latency, throughput and loss, circuits in turn, instants just before <paramref name="nowUs"/>.</summary>
    public static SampleBatch MakeBatch(LoadOptions options, int circuits, ulong sequence, long nowUs, Random random)
    {
        var batch = new SampleBatch
        {
            Sequence = sequence,
            BaseTimeUs = nowUs,
            Latency = new LatencyTable(),
            Throughput = new ThroughputTable(),
            Loss = new LossTable(),
        };
        for (int i = 0; i < options.Batch; i++)
        {
            uint handle = (uint)(i / 3 % circuits) + 1;
            switch (i % 3)
            {
                case 0:
                    batch.Latency.Circuit.Add(handle);
                    batch.Latency.TimeDeltaUs.Add(-1);
                    batch.Latency.LatencyUs.Add(20_000 + random.Next(5_000));
                    break;
                case 1:
                    batch.Throughput.Circuit.Add(handle);
                    batch.Throughput.TimeDeltaUs.Add(-1);
                    batch.Throughput.ThroughputBps.Add(100e6 + random.Next(10_000_000));
                    break;
                default:
                    batch.Loss.Circuit.Add(handle);
                    batch.Loss.TimeDeltaUs.Add(-1);
                    batch.Loss.Sent.Add(10);
                    batch.Loss.Lost.Add(random.Next(100) == 0 ? 1u : 0u);
                    break;
            }
        }

        return batch;
    }
}
