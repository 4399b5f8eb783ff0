using Google.Protobuf;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Folding;
using Telecom.Sla.Tests.Fakes;

using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Folding;

public sealed class SuspectTests
{
    private const long Minute = 60_000_000;

    [Fact]
    public void A_range_marks_the_minutes_that_have_samples_in_it_and_the_record_all_of_its_minutes()
    {
        LogRecord record = Record(1);
        record.Batch.Suspect.Add(new SuspectSpan { StartUs = RandomBatches.Start + Minute, EndUs = RandomBatches.Start + Minute + 1, Reason = SuspectReason.ClockStep });
        record.Batch.Suspect.Add(new SuspectSpan { StartUs = RandomBatches.Start + (2 * Minute) + 1, EndUs = RandomBatches.Start + (3 * Minute), Reason = SuspectReason.HaltedTest });
        FolderDriver driver = Fold(record);
        Assert.Equal([SuspectReasons.None, SuspectReasons.ClockStep, SuspectReasons.None], Marks(driver));

        record = Record(1);
        record.Suspect = SuspectReason.ClockSkew;
        Assert.Equal([SuspectReasons.ClockSkew, SuspectReasons.ClockSkew, SuspectReasons.ClockSkew], Marks(Fold(record)));
        Assert.Equal([SuspectReasons.None, SuspectReasons.None, SuspectReasons.None], Marks(Fold(Record(1))));
    }

    private static LogRecord Record(ulong sequence) => new Batch(
        RandomBatches.Lane(0),
        sequence,
        RandomBatches.Start + (5 * Minute),
        [.. Enumerable.Range(0, 3).Select(i => Sample.Latency(RandomBatches.Circuit(1), RandomBatches.Start + (i * Minute), 5))]).ToRecord();

    private static FolderDriver Fold(LogRecord record)
    {
        FolderDriver driver = new(FolderDriver.Wide);
        driver.Fold(new RecordDecoder(0, 1).Decode([new LogEntry(new LogPosition(1, 1), record.ToByteArray())]));
        return driver;
    }

    private static IEnumerable<SuspectReasons> Marks(FolderDriver driver) =>
        driver.Cells.OrderBy(cell => cell.Key.Minute).Select(cell => MinuteCellCodec.Decode(cell.Value).Suspect);
}
