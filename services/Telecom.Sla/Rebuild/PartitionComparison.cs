using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Copy;

namespace Telecom.Sla.Rebuild;

/// <summary>
/// Compares what is stored of a partition with what was computed, byte for byte, and puts right what can be: cells are replaced (one that the
/// log does not have by an empty one, for cells are never removed), and with them their hours and days come due; roll-ups are replaced;
/// progress is replaced.
/// </summary>
internal sealed class PartitionComparison(StoreContents stored, StoreContents computed, bool repair, RebuildTally tally, IProgress<StoreProgress>? progress)
{
    private const int KeysAtOnce = 500;
    private readonly List<CellWrite> _cells = [];
    private readonly List<RollupWrite> _rollups = [];
    private readonly List<LaneProgress> _lanes = [];
    private readonly List<TooLateCount> _late = [];
    private PartitionLease _lease = null!;
    private PartitionLease _computedLease = null!;
    private long _from;
    private long _keptFrom;

    /// <summary>Compares.</summary>
    /// <param name="lease">The lease at what is stored.</param>
    /// <param name="computedLease">The lease at what was computed, with the position that it stands at.</param>
    /// <param name="fromMinute">First minute to compare.</param>
    /// <param name="keptFromMinute">What lies before may have been removed by retention.</param>
    /// <param name="lanes">Progress of the lanes that have records.</param>
    /// <param name="isWhole">True when the log has everything that was ever folded.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(
        PartitionLease lease, PartitionLease computedLease, long fromMinute, long keptFromMinute, IReadOnlyCollection<LaneProgress> lanes, bool isWhole,
        CancellationToken cancellationToken)
    {
        (_lease, _computedLease, _from, _keptFrom) = (lease, computedLease, fromMinute, keptFromMinute);
        await CellsAsync(cancellationToken);
        await RollupsAsync(RollupLevel.Hour, cancellationToken);
        await RollupsAsync(RollupLevel.Day, cancellationToken);
        await ProgressAsync(lanes, isWhole, cancellationToken);
        if (isWhole)
        {
            await LateAsync(cancellationToken);
        }

        await RepairAsync(cancellationToken);
    }

    private static bool Same(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);

    private static bool IsEmpty(CellWrite cell) => Same(cell.Cell, Empty(cell.Key.Minute));

    private static byte[] Empty(long minute) => MinuteCellCodec.Encode(new MinuteCell(minute));

    private async Task CellsAsync(CancellationToken cancellationToken)
    {
        await foreach (CellWrite[] some in computed.ListCellsAsync(_lease.Partition, cancellationToken).Where(cell => cell.Key.Minute >= _from).Chunk(KeysAtOnce).WithCancellation(cancellationToken))
        {
            IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>> there = await ReadAsync(stored, _lease, some, cancellationToken);
            foreach (CellWrite cell in some)
            {
                bool has = there.TryGetValue(cell.Key, out ReadOnlyMemory<byte> bytes);
                if (has ? !Same(bytes, cell.Cell) : cell.Key.Minute >= _keptFrom)
                {
                    Differs(cell, has ? "minute cell differs" : "minute cell is missing");
                }
            }

            tally.Cells += some.Length;
            progress?.Report(new StoreProgress("comparing", tally.Cells, 0, "cells"));
        }

        await foreach (CellWrite[] some in stored.ListCellsAsync(_lease.Partition, cancellationToken).Where(cell => cell.Key.Minute >= _from).Chunk(KeysAtOnce).WithCancellation(cancellationToken))
        {
            IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>> there = await ReadAsync(computed, _computedLease, some, cancellationToken);
            foreach (CellWrite cell in some.Where(cell => !there.ContainsKey(cell.Key) && !IsEmpty(cell)))
            {
                Differs(cell with { Cell = Empty(cell.Key.Minute) }, "minute cell is of no record in the log");
            }
        }
    }

    private void Differs(CellWrite right, string what)
    {
        tally.Add(new RebuildDifference(_lease.Partition, right.Key.Circuit, right.Key.Agent, right.Key.Minute, what, repair));
        if (repair)
        {
            _cells.Add(right);
        }
    }

    private async Task RollupsAsync(RollupLevel level, CancellationToken cancellationToken)
    {
        HashSet<RollupKey> due = await DueAsync(level, cancellationToken);
        Dictionary<RollupKey, ReadOnlyMemory<byte>> right = [];
        await foreach (RollupWrite rollup in computed.ListRollupsAsync(_lease.Partition, level, cancellationToken))
        {
            if (rollup.Key.Start >= _from && !due.Contains(rollup.Key))
            {
                right.Add(rollup.Key, rollup.Cell);
            }
        }

        string name = level == RollupLevel.Hour ? "hour" : "day";
        await foreach (RollupWrite rollup in stored.ListRollupsAsync(_lease.Partition, level, cancellationToken))
        {
            if (rollup.Key.Start < _from || due.Contains(rollup.Key))
            {
                continue;
            }

            tally.Rollups++;
            if (!right.Remove(rollup.Key, out ReadOnlyMemory<byte> bytes))
            {
                // Of empty cells only, after a repair, or of cells that were found above.
                if (!Same(rollup.Cell, RollupCodec.Encode(new RollupCell(level == RollupLevel.Hour ? RollupSpan.Hour : RollupSpan.Day, rollup.Key.Start))))
                {
                    Differs(rollup, $"{name} is of no record in the log", canRepair: false);
                }
            }
            else if (!Same(bytes, rollup.Cell))
            {
                Differs(new RollupWrite(rollup.Key, bytes), $"{name} differs", canRepair: true);
            }
        }

        foreach ((RollupKey key, ReadOnlyMemory<byte> bytes) in right)
        {
            Differs(new RollupWrite(key, bytes), $"{name} is missing", canRepair: true);
        }
    }

    // A day lacks what its due hours will get.
    private async Task<HashSet<RollupKey>> DueAsync(RollupLevel level, CancellationToken cancellationToken)
    {
        const long end = 1L << 32;
        HashSet<RollupKey> due = [.. await stored.Cells.ListDueAsync(_lease.Partition, level, end, int.MaxValue, cancellationToken)];
        if (level == RollupLevel.Day)
        {
            due.UnionWith((await stored.Cells.ListDueAsync(_lease.Partition, RollupLevel.Hour, end, int.MaxValue, cancellationToken))
                .Select(static hour => hour with { Level = RollupLevel.Day, Start = hour.Start - (hour.Start % 1440) }));
        }

        return due;
    }

    private void Differs(RollupWrite right, string what, bool canRepair)
    {
        tally.Add(new RebuildDifference(_lease.Partition, right.Key.Circuit, right.Key.Agent, right.Key.Start, what, repair && canRepair));
        if (repair && canRepair)
        {
            _rollups.Add(right);
        }
    }

    // Of a trimmed log only how far each lane is can be known; what it counted before is not there any more.
    private async Task ProgressAsync(IReadOnlyCollection<LaneProgress> lanes, bool isWhole, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<ProducerLane, LaneProgress> known = Required(
            stored, await stored.Cells.ReadProgressAsync(_lease, _lease.Position, [.. lanes.Select(static lane => lane.Lane)], cancellationToken));
        foreach (LaneProgress lane in lanes)
        {
            LaneProgress? there = known.TryGetValue(lane.Lane, out LaneProgress progressed) ? progressed : null;
            if (isWhole ? there != lane : there?.FoldedSequence != lane.FoldedSequence)
            {
                tally.Add(new RebuildDifference(_lease.Partition, "", lane.Lane.ToString(), 0,
                    FormattableString.Invariant($"lane is folded up to {there?.FoldedSequence ?? 0} and has {there?.FoldedSamples ?? 0} samples, {there?.TooLateSamples ?? 0} too late; the log has {lane.FoldedSequence}, {lane.FoldedSamples}, {lane.TooLateSamples}"),
                    repair));
                if (repair)
                {
                    _lanes.Add(isWhole ? lane : (there ?? lane) with { FoldedSequence = lane.FoldedSequence });
                }
            }
        }
    }

    // Counts can only be added to.
    private async Task LateAsync(CancellationToken cancellationToken)
    {
        Dictionary<CellKey, long> late = [];
        await foreach (TooLateCount count in computed.ListTooLateAsync(_lease.Partition, cancellationToken))
        {
            late[count.Key] = late.GetValueOrDefault(count.Key) + count.Samples;
        }

        await foreach (TooLateCount count in stored.ListTooLateAsync(_lease.Partition, cancellationToken))
        {
            late[count.Key] = late.GetValueOrDefault(count.Key) - count.Samples;
        }

        foreach ((CellKey key, long missing) in late.Where(static one => one.Value != 0))
        {
            bool adds = repair && missing is > 0 and <= uint.MaxValue;
            tally.Add(new RebuildDifference(
                _lease.Partition, key.Circuit, key.Agent, key.Minute, FormattableString.Invariant($"count of what came too late is {-missing:+0;-0} off"), adds));
            if (adds)
            {
                _late.Add(new TooLateCount(key, (uint)missing));
            }
        }
    }

    private async Task RepairAsync(CancellationToken cancellationToken)
    {
        // Roll-ups first: replacing a cell makes its hour due again, whatever it is now.
        foreach (RollupWrite[] some in _rollups.Chunk(KeysAtOnce))
        {
            Require(await stored.Cells.ApplyRollupsAsync(_lease, _lease.Position, some, cancellationToken));
        }

        foreach (CellWrite[] some in _cells.Chunk(KeysAtOnce))
        {
            Require(await stored.Cells.ApplyAsync(_lease, _lease.Position, _lease.Position, new FoldWrites(some, [], []), cancellationToken));
        }

        if (_lanes.Count + _late.Count > 0)
        {
            Require(await stored.Cells.ApplyAsync(_lease, _lease.Position, _lease.Position, new FoldWrites([], _lanes, _late), cancellationToken));
        }
    }

    private async ValueTask<IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>>> ReadAsync(
        StoreContents from, PartitionLease lease, CellWrite[] some, CancellationToken cancellationToken) =>
        Required(from, await from.Cells.ReadCellsAsync(lease, lease.Position, [.. some.Select(static cell => cell.Key)], cancellationToken));

    private T Required<T>(StoreContents from, T? read)
        where T : class => read ?? throw TakenOver(from);

    private void Require(bool written)
    {
        if (!written)
        {
            throw TakenOver(stored);
        }
    }

    private StoreCopyException TakenOver(StoreContents place) =>
        new($"{place.Name}: partition {_lease.Partition} was taken over by a service; stop it and begin again.");
}
