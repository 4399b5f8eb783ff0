using System.Diagnostics.Metrics;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;
using Telecom.Storage.Log;
using Xunit.Abstractions;

namespace Telecom.Ingestion.Tests.Checking;

/// <summary>The check on encoded columns against the check sample by sample: what is stored, refused and answered must be the same.</summary>
public sealed class EncodedBatchPropertyTests(ITestOutputHelper output)
{
    private static readonly int Streams = Seeds.Full ? 20_000 : 2_000;
    private static readonly string[] Known = [Names.Circuit, Names.OtherCircuit];

    [Fact]
    public async Task A_stream_of_any_batches_is_stored_and_refused_alike_encoded_and_as_messages()
    {
        await using ServiceProvider meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        int batches = 0;
        int refusing = 0;
        for (int i = 0; i < Streams; i++)
        {
            Random random = new(unchecked((Seeds.Current * 486187739) + i));
            FakeCatalog catalog = new(Known);
            await using Side messages = await Side.CreateAsync(meters, catalog);
            await using Side encoded = await Side.CreateAsync(meters, catalog);
            for (ulong sequence = 1; sequence <= 5; sequence++)
            {
                SampleBatch batch = NewBatch(random, sequence);
                byte[] bytes = batch.ToByteArray();
                PendingBatch expected = messages.Intake.Begin(messages.Lane, batch);
                PendingBatch actual = encoded.Begin(bytes);
                await Task.WhenAll(expected.Append, actual.Append).WithinBound();

                Assert.True(
                    expected.Batch.Refusals.SequenceEqual(actual.Batch.Refusals)
                        && (expected.Batch.Latency, expected.Batch.Throughput, expected.Batch.Loss) == (actual.Batch.Latency, actual.Batch.Throughput, actual.Batch.Loss),
                    $"TELECOM_SEED={Seeds.Current}, stream {i}, batch {sequence}");
                batches++;
                refusing += expected.Batch.Refusals.Count > 0 ? 1 : 0;
                if (random.Next(4) == 0)
                {
                    catalog.Set(random.Next(2) == 0 ? Known : [.. Known, Names.UnknownCircuit]);
                }
            }

            AssertAlike(messages.Log.Stored(Names.Lane()), encoded.Log.Stored(Names.Lane()), i);
        }

        Assert.InRange(refusing, batches / 10, batches * 9 / 10);
        string result = $"{batches} batches of {Streams} streams stored and refused alike, {refusing} of them with refusals";
        output.WriteLine($"{result}; seed {Seeds.Current}");
        Proofs.Report("encoded-check", result);
    }

    [Fact]
    public async Task Handle_columns_that_are_cut_through_an_entry_are_not_taken_for_those_of_the_batch_before()
    {
        await using ServiceProvider meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        await using Side encoded = await Side.CreateAsync(meters, new FakeCatalog(Known));
        SampleBatch first = new() { Sequence = 1, BaseTimeUs = Batches.BaseUs };
        first.Circuits.Add(new CircuitHandle { Handle = 129, Circuit = Names.Circuit });
        first.AddLatency(129, 0, 1);
        await encoded.Begin(first.ToByteArray()).Append.WithinBound();

        // The bytes of handle 129 are 0x81 0x01: here the first is a cut-off latency handle, the second handle 1 of a throughput.
        SampleBatch head = new() { Sequence = 2, BaseTimeUs = Batches.BaseUs };
        SampleBatch tail = new SampleBatch().AddThroughput(1, 0, 1);
        byte[] second = [.. head.ToByteArray(), 0x22, 0x03, 0x0a, 0x01, 0x81, .. tail.ToByteArray()];
        Assert.Throws<InvalidProtocolBufferException>(() => SampleBatch.Parser.ParseFrom(second));
        Assert.Throws<InvalidProtocolBufferException>(() => { encoded.Begin(second); });
        Assert.Single(encoded.Log.Stored(Names.Lane()));
    }

    private static void AssertAlike(IReadOnlyList<AppendEntry> expected, IReadOnlyList<AppendEntry> actual, int stream)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach ((AppendEntry left, AppendEntry right) in expected.Zip(actual))
        {
            string where = $"TELECOM_SEED={Seeds.Current}, stream {stream}, batch {left.Sequence}";
            Assert.True(left.Sequence == right.Sequence && left.StoredSamples == right.StoredSamples && left.RefusedSamples == right.RefusedSamples, where);
            Assert.True(left.Outcome.Span.SequenceEqual(right.Outcome.Span), where);
            Assert.True(left.Record.IsEmpty == right.Record.IsEmpty, where);
            if (left.Record.IsEmpty)
            {
                continue;
            }

            LogRecord one = LogRecord.Parser.ParseFrom(left.Record.Span);
            LogRecord other = LogRecord.Parser.ParseFrom(right.Record.Span);
            Assert.True(Sample.Of(one).SequenceEqual(Sample.Of(other)), where);
            Assert.True(one.Batch.Suspect.Equals(other.Batch.Suspect) && one.Suspect == other.Suspect, where);
            Assert.True(one.Circuits.Select(c => c.ToString()).ToHashSet().SetEquals(other.Circuits.Select(c => c.ToString())), where);
            Assert.True(one.Circuits.Select(c => c.Handle).Distinct().Count() == one.Circuits.Count, where);
            Assert.True((one.LaneOf(), one.Batch.Sequence) == (other.LaneOf(), other.Batch.Sequence), where);
        }
    }

    /// <summary>Batches that follow each other on a stream: most of them use the same circuits, some declare, some are bad.</summary>
    private static SampleBatch NewBatch(Random random, ulong sequence)
    {
        SampleBatch batch = new() { Sequence = sequence, BaseTimeUs = Batches.BaseUs + random.Next(1000) };
        if (sequence == 1 || random.Next(10) == 0)
        {
            string[] circuits = [.. Known, Names.UnknownCircuit, Names.ForeignCircuit];
            batch.Circuits.AddRange(circuits.Select((name, i) => new CircuitHandle { Handle = (uint)i + 1, Circuit = name }));
        }

        if (random.Next(20) == 0)
        {
            batch.BaseTimeUs = random.NextInt64(long.MinValue, long.MaxValue);
        }

        bool same = random.Next(2) == 0;
        int rows = random.Next(4) == 0 ? random.Next(40) : random.Next(4);
        for (int row = 0; row < rows; row++)
        {
            uint handle = same ? (uint)(row % 2) + 1 : Handle(random);
            long delta = same ? 0 : Delta(random);
            batch.AddLatency(handle, delta, random.Next(300) == 0 ? float.NaN : random.NextSingle() * 1000);
            batch.AddThroughput(same ? handle : Handle(random), delta, random.Next(300) == 0 ? -1 : random.NextDouble() * 1e15);
            batch.AddLoss(handle, same ? delta : Delta(random), (uint)random.Next(random.Next(100) == 0 ? 0 : 1, 1_000_000_001), random.Next(300) == 0 ? uint.MaxValue : 0);
        }

        switch (random.Next(30))
        {
            case 0:
                batch.Latency = null;
                break;
            case 1:
                batch.Throughput?.TimeDeltaUs.Add(0);
                break;
            case 2:
                batch.Loss?.Lost.Clear();
                break;
            case 3:
                batch.Suspect.Add(new SuspectSpan { StartUs = 1, EndUs = random.Next(), Reason = SuspectReason.HaltedTest });
                break;
            default:
                break;
        }

        return batch;
    }

    private static uint Handle(Random random) => random.Next(200) == 0 ? (uint)random.Next(8) : (uint)random.Next(1, 3);

    private static long Delta(Random random) => random.Next(200) switch
    {
        0 => random.NextInt64(long.MinValue, long.MaxValue),
        1 => 1_000_000_000_000_000,
        2 => -1_000_000_000_000_000,
        3 => long.MaxValue,
        4 => long.MinValue,
        _ => random.Next(-100_000, 100_000),
    };

    /// <summary>One intake with a log of its own, and one lane.</summary>
    private sealed class Side : IAsyncDisposable
    {
        private readonly SampleLogHolder _holder;

        private Side(FakeSampleLog log, SampleLogHolder holder, IServiceProvider meters, FakeCatalog catalog)
        {
            _holder = holder;
            Log = log;
            IOptions<IngestionOptions> options = Options.Create(new IngestionOptions());
            InFlightGate inFlight = new(options);
            Intake = new BatchIntake(
                holder, new CircuitIndexSource(catalog), inFlight, new IngestionMetrics(meters.GetRequiredService<IMeterFactory>(), inFlight), new ManualTime(), options);
            Lane = Intake.Open(Names.Lane());
        }

        public FakeSampleLog Log { get; }

        public BatchIntake Intake { get; }

        public LaneIntake Lane { get; }

        public static async Task<Side> CreateAsync(IServiceProvider meters, FakeCatalog catalog)
        {
            FakeSampleLog log = new();
            SampleLogHolder holder = new(_ => Task.FromResult<ISampleLog>(log));
            await holder.StartAsync(CancellationToken.None);
            return new Side(log, holder, meters, catalog);
        }

        public PendingBatch Begin(byte[] bytes) => SampleBatchView.TryRead(bytes, out SampleBatchView view)
            ? Intake.Begin(Lane, bytes, view)
            : throw new InvalidOperationException("Not the usual encoding.");

        public ValueTask DisposeAsync() => _holder.DisposeAsync();
    }
}
