using Telecom.Sla.Domain.Names;

namespace Telecom.Sla.Tests.Fakes;

/// <summary>Seeded records of several lanes: out of order in time, with late and very late samples, with gaps in the sequence.</summary>
internal static class RandomBatches
{
    /// <summary>2026-11-01T00:00:00Z.</summary>
    public const long Start = 1_793_491_200_000_000;

    public const long RetentionUs = 35L * 86_400_000_000;

    public static ProducerLane Lane(int number, string customer = "acme") =>
        new($"customers/{customer}/agents/probe-{number % 3}", new SpoolEpoch((UInt128)(number + 1) << 64 | 77), (uint)(number % 2));

    public static string Circuit(int number, string customer = "acme") => $"customers/{customer}/circuits/line-{number}";

    /// <summary>Records in the order in which they were appended; each lane's sequence grows.</summary>
    public static List<Batch> Make(Random random, int count, int lanes, int circuits)
    {
        ulong[] sequences = new ulong[lanes];
        List<Batch> batches = [];
        long received = Start + (60 * 60_000_000L);
        for (int i = 0; i < count; i++)
        {
            int lane = random.Next(lanes);
            sequences[lane] += random.Next(10) == 0 ? 2UL : 1UL;
            received += random.Next(0, 3_000_000);
            batches.Add(new Batch(Lane(lane), sequences[lane], received, Samples(random, circuits, received)));
        }

        return batches;
    }

    private static List<Sample> Samples(Random random, int circuits, long received)
    {
        List<Sample> samples = [];
        int rows = random.Next(0, 40);
        for (int i = 0; i < rows; i++)
        {
            string circuit = Circuit(random.Next(circuits));
            long time = received - Age(random);
            samples.Add(random.Next(3) switch
            {
                0 => Sample.Latency(circuit, time, (float)(random.NextDouble() * Math.Pow(10, random.Next(0, 9)))),
                1 => Sample.Throughput(circuit, time, random.NextDouble() * Math.Pow(10, random.Next(0, 15))),
                _ => Loss(random, circuit, time),
            });
        }

        return samples;
    }

    /// <summary>Mostly seconds, sometimes hours, sometimes around the end of retention, sometimes in the future.</summary>
    private static long Age(Random random) => random.Next(20) switch
    {
        0 => RetentionUs + random.NextInt64(-90_000_000, 90_000_000),
        1 => random.NextInt64(0, RetentionUs * 2),
        2 => -random.NextInt64(0, 60_000_000),
        < 6 => random.NextInt64(0, 7_200_000_000),
        _ => random.NextInt64(0, 5_000_000),
    };

    private static Sample Loss(Random random, string circuit, long time)
    {
        uint sent = (uint)random.NextInt64(1, random.Next(4) == 0 ? 1_000_000_001 : 20);
        return Sample.Loss(circuit, time, sent, (uint)random.NextInt64(0, (long)sent + 1));
    }
}
