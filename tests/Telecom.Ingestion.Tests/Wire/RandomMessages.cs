using Google.Protobuf;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Wire;

/// <summary>Messages of every shape, and encodings that are not what they were.</summary>
internal static class RandomMessages
{
    public static SampleBatch Batch(Random random)
    {
        SampleBatch batch = new() { Sequence = Unsigned(random), BaseTimeUs = Signed(random) };
        for (int i = random.Next(4); i > 0; i--)
        {
            batch.Circuits.Add(Circuit(random));
        }

        int rows = random.Next(3) == 0 ? random.Next(200) : random.Next(5);
        bool narrow = random.Next(2) == 0;
        for (int i = 0; i < rows; i++)
        {
            uint handle = narrow ? (uint)random.Next(128) : (uint)Unsigned(random);
            batch.AddLatency(handle, narrow ? random.Next(-60, 60) : Signed(random), BitConverter.Int32BitsToSingle(random.Next()));
            batch.AddThroughput(handle, Signed(random), random.NextDouble());
            batch.AddLoss(handle, random.Next(), narrow ? 10 : (uint)Unsigned(random), (uint)random.Next(3));
        }

        if (random.Next(4) == 0)
        {
            batch.Throughput = random.Next(2) == 0 ? null : new ThroughputTable();
            batch.Loss?.Lost.Clear();
        }

        for (int i = random.Next(8) == 0 ? 3 : 0; i > 0; i--)
        {
            batch.Suspect.Add(new SuspectSpan { StartUs = Signed(random), EndUs = Signed(random), Reason = (SuspectReason)random.Next(6) });
        }

        return batch;
    }

    public static LogRecord Record(Random random)
    {
        LogRecord record = new()
        {
            Agent = random.Next(5) == 0 ? "é" : Names.Agent,
            SpoolEpoch = Names.EpochBytes((byte)random.Next(256)),
            Lane = (uint)random.Next(16),
            ReceivedAtUs = Signed(random),
            Suspect = (SuspectReason)random.Next(4),
            CircuitPrefix = random.Next(3) switch { 0 => "", 1 => "customers/acme/circuits/", _ => random.Next(9) == 0 ? "ö" : "x" },
        };
        record.Batch = random.Next(10) == 0 ? null : Batch(random);
        record.Circuits.AddRange(Enumerable.Range(0, random.Next(5)).Select(_ => Circuit(random)));
        return record;
    }

    /// <summary>The bytes with a few of them changed, cut out, doubled or moved; mostly where tags and lengths are.</summary>
    public static byte[] Mutate(Random random, byte[] bytes)
    {
        List<byte> mutated = [.. bytes];
        for (int i = random.Next(1, 4); i > 0 && mutated.Count > 0; i--)
        {
            int at = random.Next(2) == 0 ? random.Next(mutated.Count) : random.Next(Math.Min(40, mutated.Count));
            switch (random.Next(6))
            {
                case 0:
                    mutated[at] = (byte)random.Next(256);
                    break;
                case 1:
                    mutated[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    mutated.RemoveAt(at);
                    break;
                case 3:
                    mutated.Insert(at, (byte)random.Next(256));
                    break;
                case 4:
                    mutated.RemoveRange(at, mutated.Count - at);
                    break;
                default:
                    // A whole field again, or another message behind this one: both are legal and merge.
                    mutated.AddRange(random.Next(2) == 0 ? bytes : Batch(random).ToByteArray());
                    break;
            }
        }

        return [.. mutated];
    }

    private static CircuitHandle Circuit(Random random) => new()
    {
        Handle = (uint)Unsigned(random),
        Circuit = random.Next(10) == 0 ? "zürich" : random.Next(2) == 0 ? Names.Circuit : "",
    };

    private static ulong Unsigned(Random random) => (ulong)random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);

    private static long Signed(Random random) => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
}
