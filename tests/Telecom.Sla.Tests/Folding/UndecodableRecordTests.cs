using Google.Protobuf;
using Telecom.Ingestion.V1;
using Telecom.Sla.Folding;
using Telecom.Sla.Tests.Fakes;
using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Folding;

public sealed class UndecodableRecordTests
{
    public static TheoryData<string> Heads => ["agent", "epoch length", "epoch zero", "no batch", "sequence zero", "received", "truncated", "rubbish", "empty"];

    public static TheoryData<string> Columns =>
    [
        "unknown handle", "handle twice", "handle for nothing", "short times", "short values", "short lost", "not a number", "infinite", "negative",
        "too slow", "throughput negative", "nothing sent", "lost above sent", "before 2000", "time overflow", "time beyond cells",
    ];

    [Theory]
    [MemberData(nameof(Heads))]
    public void A_record_with_a_bad_head_is_refused_with_a_reason(string what)
    {
        UndecodableRecordException exception = Assert.Throws<UndecodableRecordException>(
            () => new RecordDecoder(0, 1).Decode([new LogEntry(new LogPosition(3, 9), Head(what))]));

        Assert.Equal(0, exception.Index);
        Assert.Equal(new LogPosition(3, 9), exception.Position);
        Assert.StartsWith("The record at 3/9 cannot be folded: ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void A_record_with_bad_columns_is_refused_with_a_reason_and_names_its_place(string what)
    {
        LogRecord record = Column(what);
        Batch good = new(RandomBatches.Lane(0), 1, RandomBatches.Start, [Sample.Latency(RandomBatches.Circuit(1), RandomBatches.Start, 5)]);
        IReadOnlyList<DecodedRecord> records = new RecordDecoder(0, 1).Decode(
            [new LogEntry(new LogPosition(1, 1), good.ToBytes()), new LogEntry(new LogPosition(1, 2), record.ToByteArray())]);
        PartitionFolder folder = new(FolderDriver.Wide);
        folder.SetProgress(RandomBatches.Lane(0), null);

        UndecodableRecordException exception = Assert.Throws<UndecodableRecordException>(() => folder.Fold(records));

        Assert.Equal(1, exception.Index);
        Assert.Equal(new LogPosition(1, 2), exception.Position);
    }

    [Fact]
    public void The_records_before_a_bad_one_are_decoded()
    {
        Batch good = new(RandomBatches.Lane(0), 1, RandomBatches.Start, []);

        IReadOnlyList<DecodedRecord> records = new RecordDecoder(0, 1).Decode(
            [new LogEntry(new LogPosition(1, 1), good.ToBytes()), new LogEntry(new LogPosition(1, 2), Head("rubbish"))]);

        Assert.Single(records);
    }

    [Fact]
    public void A_record_in_the_wrong_partition_is_refused()
    {
        Batch batch = new(RandomBatches.Lane(0), 1, RandomBatches.Start, []);
        int right = batch.Lane.PartitionOf(16);
        LogEntry[] entries = [new LogEntry(new LogPosition(1, 1), batch.ToBytes())];

        Assert.Single(new RecordDecoder(right, 16).Decode(entries));
        Assert.Throws<UndecodableRecordException>(() => new RecordDecoder((right + 1) % 16, 16).Decode(entries));
    }

    private static byte[] Head(string what)
    {
        Sample sample = Sample.Latency(RandomBatches.Circuit(1), RandomBatches.Start, 5);
        LogRecord record = new Batch(RandomBatches.Lane(0), 1, RandomBatches.Start, [sample]).ToRecord();
        switch (what)
        {
            case "agent":
                record.Agent = "customers/acme/probes/p";
                break;
            case "epoch length":
                record.SpoolEpoch = ByteString.CopyFrom(new byte[15]);
                break;
            case "epoch zero":
                record.SpoolEpoch = ByteString.CopyFrom(new byte[16]);
                break;
            case "no batch":
                record.Batch = null;
                break;
            case "sequence zero":
                record.Batch.Sequence = 0;
                break;
            case "received":
                record.ReceivedAtUs = 0;
                break;
            case "truncated":
                return record.ToByteArray()[..^1];
            case "rubbish":
                return [0xff, 0xff, 0xff];
            case "empty":
                return [];
            default:
                throw new ArgumentOutOfRangeException(nameof(what));
        }

        return record.ToByteArray();
    }

    private static LogRecord Column(string what)
    {
        string circuit = RandomBatches.Circuit(1);
        LogRecord record = new Batch(
            RandomBatches.Lane(0),
            2,
            RandomBatches.Start,
            [
                Sample.Latency(circuit, RandomBatches.Start, 5), Sample.Latency(circuit, RandomBatches.Start + 1, 6),
                Sample.Throughput(circuit, RandomBatches.Start, 7), Sample.Loss(circuit, RandomBatches.Start, 4, 2),
            ]).ToRecord();
        LatencyTable latency = record.Batch.Latency;
        LossTable loss = record.Batch.Loss;
        switch (what)
        {
            case "unknown handle":
                latency.Circuit[1]++;
                break;
            case "handle twice":
                record.Circuits.Add(record.Circuits[0]);
                break;
            case "handle for nothing":
                record.Circuits.Add(new CircuitHandle { Handle = 999 });
                break;
            case "short times":
                latency.TimeDeltaUs.RemoveAt(1);
                break;
            case "short values":
                latency.LatencyUs.RemoveAt(1);
                break;
            case "short lost":
                loss.Lost.Clear();
                break;
            case "not a number":
                latency.LatencyUs[1] = float.NaN;
                break;
            case "infinite":
                latency.LatencyUs[1] = float.PositiveInfinity;
                break;
            case "negative":
                latency.LatencyUs[1] = -1;
                break;
            case "too slow":
                latency.LatencyUs[1] = 3.7e9f;
                break;
            case "throughput negative":
                record.Batch.Throughput.ThroughputBps[0] = -0.5;
                break;
            case "nothing sent":
                loss.Sent[0] = 0;
                break;
            case "lost above sent":
                loss.Lost[0] = 5;
                break;
            case "before 2000":
                latency.TimeDeltaUs[1] = -RandomBatches.Start;
                break;
            case "time beyond cells":
                // It fits in 64 bits of microseconds, but a minute cell must have room for a year after it.
                latency.TimeDeltaUs[1] = long.MaxValue - RandomBatches.Start - 60_000_000;
                break;
            case "time overflow":
                latency.TimeDeltaUs[1] = long.MaxValue;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what));
        }

        return record;
    }
}
