using Telecom.Ingestion.V1;
using Telecom.Simulation.Tests.Engine;

namespace Telecom.Simulation.Tests.Model;

/// <summary>Makes batches as agents do: mostly good and recent samples, some late, some hopelessly late, some bad.</summary>
internal sealed class BatchMaker(EventLoop loop)
{
    public const string Unknown = "customers/acme/circuits/planned";

    public static readonly string[] Circuits = ["customers/acme/circuits/core", "customers/acme/circuits/edge"];

    /// <summary>How old samples may be and still belong in a minute cell; the late ones are far below it and the too late far above.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    public SimBatch Make(ulong sequence, long nowUs)
    {
        Random random = loop.Random;
        bool tooLate = loop.OneIn(25);
        long age = tooLate ? 60 * 3_600 : loop.OneIn(8) ? random.Next(600, 12 * 3_600) : random.Next(0, 30);
        SampleBatch batch = new() { Sequence = sequence, BaseTimeUs = nowUs - (age * EventLoop.Second) };
        batch.Circuits.Add(new CircuitHandle { Handle = 1, Circuit = Circuits[0] });
        batch.Circuits.Add(new CircuitHandle { Handle = 2, Circuit = Circuits[1] });
        batch.Circuits.Add(new CircuitHandle { Handle = 3, Circuit = Unknown });
        List<SimSample> good = [];
        int bad = AddLatency(batch, good) + AddLoss(batch, good);
        if (loop.OneIn(3))
        {
            batch.Throughput = new ThroughputTable { Circuit = { 1 }, TimeDeltaUs = { 500 }, ThroughputBps = { random.Next(1, 1_000_000) * 1_000.0 } };
            good.Add(new SimSample('t', Circuits[0], batch.BaseTimeUs + 500, (long)batch.Throughput.ThroughputBps[0], 0));
        }

        return new SimBatch(batch, good, bad, tooLate);
    }

    private int AddLatency(SampleBatch batch, List<SimSample> good)
    {
        int bad = 0;
        long time = batch.BaseTimeUs;
        batch.Latency = new LatencyTable();
        for (int i = loop.Random.Next(0, 8); i > 0; i--)
        {
            uint handle = (uint)(loop.OneIn(15) ? 3 : loop.Random.Next(1, 3));
            long delta = loop.Random.Next(-400_000, 2_000_000);
            int us = loop.OneIn(20) ? -1 : loop.Random.Next(1, 100_000);
            time += delta;
            batch.Latency.Circuit.Add(handle);
            batch.Latency.TimeDeltaUs.Add(delta);
            batch.Latency.LatencyUs.Add(us);
            if (handle == 3 || us < 0)
            {
                bad++;
            }
            else
            {
                good.Add(new SimSample('l', Circuits[handle - 1], time, us, 0));
            }
        }

        return bad;
    }

    private int AddLoss(SampleBatch batch, List<SimSample> good)
    {
        int bad = 0;
        long time = batch.BaseTimeUs;
        batch.Loss = new LossTable();
        bool down = loop.OneIn(5);
        for (int i = loop.Random.Next(0, 12); i > 0; i--)
        {
            uint handle = (uint)loop.Random.Next(1, 3);
            long delta = loop.Random.Next(0, 1_500_000);
            uint sent = (uint)(loop.OneIn(25) ? 0 : 10);
            uint lost = down ? 10u : (uint)loop.Random.Next(0, 2);
            time += delta;
            batch.Loss.Circuit.Add(handle);
            batch.Loss.TimeDeltaUs.Add(delta);
            batch.Loss.Sent.Add(sent);
            batch.Loss.Lost.Add(lost);
            if (sent == 0)
            {
                bad++;
            }
            else
            {
                good.Add(new SimSample('p', Circuits[handle - 1], time, sent, lost));
            }
        }

        return bad;
    }
}
