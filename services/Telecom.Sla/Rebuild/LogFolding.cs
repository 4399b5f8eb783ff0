using Telecom.Sla.Domain.Names;
using Telecom.Sla.Folding;
using Telecom.Storage.Cells;
using Telecom.Storage.Copy;
using Telecom.Storage.Log;

namespace Telecom.Sla.Rebuild;

/// <summary>Folds what a partition's log has, up to a position, into empty cells, by the same code that folds it live.</summary>
internal sealed class LogFolding(ISampleLogReader log, IMeasurementStore cells, TimeSpan minuteRetention, RebuildTally tally, IProgress<StoreProgress>? progress)
{
    private const int ReadBytes = 4 << 20;
    private const int RollupsAtOnce = 1000;
    private const long EndMinute = 1L << 32;

    /// <summary>Folds and rolls up.</summary>
    /// <param name="lease">The lease of the partition in the empty cells.</param>
    /// <param name="through">The last position to fold.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>When the oldest record was received, microseconds since the Unix epoch (null when there is none), and the lanes that have records.</returns>
    public async Task<(long? FirstReceivedUs, IReadOnlyCollection<LaneProgress> Lanes)> RunAsync(
        PartitionLease lease, LogPosition through, CancellationToken cancellationToken)
    {
        RecordDecoder decoder = new(lease.Partition, log.PartitionCount);
        FoldOptions live = new();
        PartitionFolder folder = new(new FoldLimits(
            minuteRetention.Ticks / TimeSpan.TicksPerMicrosecond, live.MaxStepCells, live.MaxHotCells, live.MaxHotLanes));
        Dictionary<ProducerLane, LaneProgress> lanes = [];
        LogPosition at = LogPosition.Start;
        long? first = null;
        while (await ReadAsync(lease.Partition, at, through, cancellationToken) is { Count: > 0 } entries)
        {
            IReadOnlyList<DecodedRecord> records = decoder.Decode(entries);
            first ??= records[0].ReceivedAtUs;
            foreach (DecodedRecord record in records)
            {
                if (!folder.Knows(record.Lane))
                {
                    folder.SetProgress(record.Lane, await cells.GetProgressAsync(record.Lane, cancellationToken));
                }
            }

            FoldStep step = folder.Fold(records);
            FoldWrites writes = folder.Complete(await cells.ReadCellsAsync(lease.Partition, folder.CellsToRead, cancellationToken));
            Require(await cells.ApplyAsync(lease, at, step.Next, writes, cancellationToken));
            foreach (LaneProgress lane in writes.Progress)
            {
                lanes[lane.Lane] = lane;
            }

            folder.Applied();
            at = step.Next;
            tally.Records += step.Records;
            progress?.Report(new StoreProgress("folding", tally.Records, 0, "records"));
        }

        await RollUpAsync(lease, cancellationToken);
        return (first, lanes.Values);
    }

    private async Task<IReadOnlyList<LogEntry>> ReadAsync(int partition, LogPosition after, LogPosition through, CancellationToken cancellationToken)
    {
        IReadOnlyList<LogEntry> entries = await log.ReadAsync(partition, after, ReadBytes, cancellationToken);
        return entries.Count > 0 && entries[^1].Position > through ? [.. entries.TakeWhile(entry => entry.Position <= through)] : entries;
    }

    private async Task RollUpAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        RollupMaker maker = new(lease.Partition, cells, RollupsAtOnce);
        while (true)
        {
            RollupRound? round = await maker.MakeAsync(lease, EndMinute, cancellationToken);
            Require(round is not null);
            if (!round!.Value.More)
            {
                return;
            }
        }
    }

    private static void Require(bool written)
    {
        if (!written)
        {
            throw new StoreCopyException("Somebody else writes to the work folder.");
        }
    }
}
