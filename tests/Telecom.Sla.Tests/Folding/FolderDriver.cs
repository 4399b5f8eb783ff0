using Telecom.Sla.Folding;
using Telecom.Sla.Tests.Fakes;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Folding;

/// <summary>Drives a folder by hand, with dictionaries for a store.</summary>
internal sealed class FolderDriver(FoldLimits limits)
{
    public static FoldLimits Wide { get; } = new(RandomBatches.RetentionUs, 1_000_000, 1_000_000, 1_000_000);

    public PartitionFolder Folder { get; private set; } = new(limits);

    public Dictionary<CellKey, byte[]> Cells { get; } = [];

    public Dictionary<Sla.Domain.Names.ProducerLane, LaneProgress> Lanes { get; } = [];

    public Dictionary<CellKey, long> Late { get; } = [];

    public FoldCounts Last { get; private set; }

    public int Steps { get; private set; }

    /// <summary>A folder that knows nothing, as after a restart.</summary>
    public void Restart() => Folder = new PartitionFolder(limits);

    public static IReadOnlyList<DecodedRecord> Decode(IEnumerable<Batch> batches) =>
        new RecordDecoder(0, 1).Decode([.. batches.Select((b, i) => new LogEntry(new LogPosition(1, i + 1), b.ToBytes()))]);

    /// <summary>Folds everything, in as many steps as it takes.</summary>
    public void Fold(IReadOnlyList<DecodedRecord> records)
    {
        while (records.Count > 0)
        {
            records = [.. records.Skip(Step(records))];
        }
    }

    public int Step(IReadOnlyList<DecodedRecord> records)
    {
        foreach (DecodedRecord record in records)
        {
            if (!Folder.Knows(record.Lane))
            {
                Folder.SetProgress(record.Lane, Lanes.TryGetValue(record.Lane, out LaneProgress known) ? known : null);
            }
        }

        FoldStep step = Folder.Fold(records);
        Dictionary<CellKey, ReadOnlyMemory<byte>> stored = [];
        foreach (CellKey key in Folder.CellsToRead)
        {
            if (Cells.TryGetValue(key, out byte[]? cell))
            {
                stored[key] = cell;
            }
        }

        FoldWrites writes = Folder.Complete(stored);
        foreach (CellWrite write in writes.Cells)
        {
            Cells[write.Key] = write.Cell.ToArray();
        }

        foreach (LaneProgress progress in writes.Progress)
        {
            Lanes[progress.Lane] = progress;
        }

        foreach (TooLateCount late in writes.TooLate)
        {
            Late[late.Key] = Late.GetValueOrDefault(late.Key) + late.Samples;
        }

        Folder.Applied();
        Last = step.Counts;
        Steps++;
        return step.Records;
    }
}
