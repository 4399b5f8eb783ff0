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
    /// <returns>
    /// When the oldest record was received, microseconds since the Unix epoch (null when there is none), the lanes that have records, and where
    /// the partition stands in the cells that were empty.
    /// </returns>
    public async Task<(long? FirstReceivedUs, IReadOnlyCollection<LaneProgress> Lanes, LogPosition At)> RunAsync(
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
            ProducerLane[] unknown = [.. records.Select(static record => record.Lane).Distinct().Where(lane => !folder.Knows(lane))];
            IReadOnlyDictionary<ProducerLane, LaneProgress> known = Required(await cells.ReadProgressAsync(lease, at, unknown, cancellationToken));
            foreach (ProducerLane lane in unknown)
            {
                folder.SetProgress(lane, known.TryGetValue(lane, out LaneProgress progressed) ? progressed : null);
            }

            FoldStep step = folder.Fold(records);
            FoldWrites writes = folder.Complete(Required(await cells.ReadCellsAsync(lease, at, folder.CellsToRead, cancellationToken)));
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

        await RollUpAsync(lease, at, cancellationToken);
        return (first, lanes.Values, at);
    }

    private async Task<IReadOnlyList<LogEntry>> ReadAsync(int partition, LogPosition after, LogPosition through, CancellationToken cancellationToken)
    {
        IReadOnlyList<LogEntry> entries = await log.ReadAsync(partition, after, ReadBytes, cancellationToken);
        return entries.Count > 0 && entries[^1].Position > through ? [.. entries.TakeWhile(entry => entry.Position <= through)] : entries;
    }

    private async Task RollUpAsync(PartitionLease lease, LogPosition at, CancellationToken cancellationToken)
    {
        RollupMaker maker = new(lease.Partition, cells, RollupsAtOnce);
        while (true)
        {
            RollupRound? round = await maker.MakeAsync(lease, at, EndMinute, cancellationToken);
            Require(round is not null);
            if (!round!.Value.More)
            {
                return;
            }
        }
    }

    private static T Required<T>(T? read)
        where T : class
    {
        Require(read is not null);
        return read!;
    }

    private static void Require(bool done)
    {
        if (!done)
        {
            throw new StoreCopyException("Somebody else writes to the work folder.");
        }
    }
}
