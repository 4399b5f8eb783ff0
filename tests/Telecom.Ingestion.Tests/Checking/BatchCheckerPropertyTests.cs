using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using Xunit.Abstractions;

namespace Telecom.Ingestion.Tests.Checking;

public sealed class BatchCheckerPropertyTests(ITestOutputHelper output)
{
    private const int Batches = 3000;
    private const long NowUs = 1_750_000_000_000_000;
    private const long MaxFutureUs = 60_000_000;

    private static readonly Dictionary<uint, string> Handles = new()
    {
        [1] = Names.Circuit,
        [2] = Names.OtherCircuit,
        [3] = Names.UnknownCircuit,
        [4] = Names.ForeignCircuit,
    };

    private static readonly HashSet<string> Circuits = [Names.Circuit, Names.OtherCircuit];

    [Fact]
    public void Any_batch_is_split_into_stored_and_refused_samples_as_the_oracle_says()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        CircuitIndex index = new(1, Circuits);
        for (int i = 0; i < Batches; i++)
        {
            HandleTable table = new("acme", 100);
            SampleBatch batch = NewBatch(random);
            BatchOracle oracle = new(Handles, Circuits, NowUs, MaxFutureUs);
            oracle.Run(batch.Clone());

            CheckedBatch result = BatchChecker.Check(batch, table, index, NowUs, MaxFutureUs);

            LogRecord record = new() { Batch = result.Accepted };
            record.Circuits.AddRange(result.Circuits);
            Assert.Equal(oracle.Accepted, Sample.Of(record));
            Assert.Equal(oracle.Accepted.Count, result.StoredSamples);
            Assert.Equal(oracle.Refused.Count, result.RefusedSamples);
            Assert.Equal(
                oracle.Refused,
                [.. result.Refusals.SelectMany(r => r.Rows.Select(row => (r.Metric, r.Reason, (int)row))).Order()]);
            Assert.Equal(result.Refusals.Count, result.Refusals.Select(r => (r.Metric, r.Reason)).Distinct().Count());
            Assert.All(result.Refusals, r => Assert.Equal(r.Rows.Order(), r.Rows));
            Assert.Equal(oracle.Accepted.Select(s => s.Circuit).ToHashSet(), result.Circuits.Select(c => c.Circuit).ToHashSet());
        }
    }

    private static SampleBatch NewBatch(Random random)
    {
        long baseUs = random.Next(10) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : NowUs - random.Next(1_000_000);
        SampleBatch batch = new() { Sequence = 1, BaseTimeUs = baseUs };
        batch.Circuits.AddRange(Handles.Select(h => new CircuitHandle { Handle = h.Key, Circuit = h.Value }));
        bool mostlyGood = random.Next(2) == 0;
        for (int i = random.Next(12); i > 0; i--)
        {
            batch.AddLatency(Handle(random, mostlyGood), Delta(random, mostlyGood), (float)Value(random, mostlyGood, 3.6e9));
        }

        for (int i = random.Next(12); i > 0; i--)
        {
            batch.AddThroughput(Handle(random, mostlyGood), Delta(random, mostlyGood), Value(random, mostlyGood, 1e15));
        }

        for (int i = random.Next(12); i > 0; i--)
        {
            uint sent = mostlyGood ? 10 : (uint)random.Next(3) * 700_000_000;
            batch.AddLoss(Handle(random, mostlyGood), Delta(random, mostlyGood), sent, (uint)random.Next(11));
        }

        if (random.Next(8) == 0)
        {
            batch.Latency?.TimeDeltaUs.Add(1);
        }

        if (random.Next(8) == 0)
        {
            batch.Loss?.Lost.Clear();
        }

        return batch;
    }

    private static uint Handle(Random random, bool mostlyGood) => mostlyGood ? (uint)random.Next(1, 3) : (uint)random.Next(0, 6);

    private static long Delta(Random random, bool mostlyGood) => random.Next(mostlyGood ? 1000 : 8) switch
    {
        0 => random.NextInt64(long.MinValue, long.MaxValue),
        1 => 1_000_000_000_000_000,
        2 => -1_000_000_000_000_000,
        _ => random.Next(-1000, 1000),
    };

    private static double Value(Random random, bool mostlyGood, double max) => random.Next(mostlyGood ? 1000 : 8) switch
    {
        0 => double.NaN,
        1 => double.NegativeInfinity,
        2 => -1,
        3 => max * 1.01,
        4 => max,
        5 => -0.0,
        _ => random.NextDouble() * 1000,
    };
}
