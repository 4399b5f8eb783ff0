using System.Runtime.CompilerServices;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Storage.Copy;

/// <summary>
/// Copies the cells of a partition by the same steps that fold and roll up, so that whatever those keep in order is in order at the target.
/// They mark what lies above as due; rolling up takes the marks away, and what was due at the source is marked again at the end by writing
/// a part of it once more.
/// </summary>
internal sealed class CellCopier(
    ICopyEnd source, ICopyEnd target, IReadOnlySet<string> laneAgents, StoreCopyOptions options, IProgress<StoreProgress>? progress)
{
    /// <summary>After every minute that a cell may have.</summary>
    public const long EndMinute = 1L << 32;

    private readonly HashSet<RollupKey> _dueHours = [];
    private readonly HashSet<RollupKey> _dueDays = [];
    private readonly Dictionary<RollupKey, CopiedCell> _marks = [];
    private readonly HashSet<string> _agents = new(StringComparer.Ordinal);
    private PartitionLease _lease = null!;
    private long _written;

    /// <summary>Copies a partition whose position at the target has not moved yet; when it has, the partition is complete.</summary>
    /// <param name="lease">The lease at the target.</param>
    /// <param name="position">The position at the target that stands for the source's.</param>
    /// <param name="cancellationToken">Stops it; it can be repeated.</param>
    public async Task RunAsync(PartitionLease lease, LogPosition position, CancellationToken cancellationToken)
    {
        if (lease.Position != LogPosition.Start)
        {
            return;
        }

        Begin(lease);
        _dueHours.UnionWith(await source.Cells.ListDueAsync(lease.Partition, RollupLevel.Hour, EndMinute, int.MaxValue, cancellationToken));
        _dueDays.UnionWith(await source.Cells.ListDueAsync(lease.Partition, RollupLevel.Day, EndMinute, int.MaxValue, cancellationToken));
        await foreach (CopiedCell[] cells in StepsAsync(CellKind.Minute, cancellationToken))
        {
            await ApplyAsync([.. cells.Select(static cell => new CellWrite(new CellKey(cell.Circuit, cell.Agent, cell.Start), cell.Cell))], cancellationToken);
        }

        foreach ((CellKind kind, RollupLevel level) in ((CellKind, RollupLevel)[])[(CellKind.Hour, RollupLevel.Hour), (CellKind.Day, RollupLevel.Day)])
        {
            await foreach (CopiedCell[] cells in StepsAsync(kind, cancellationToken))
            {
                await ApplyAsync([.. cells.Select(cell => new RollupWrite(new RollupKey(level, cell.Circuit, cell.Agent, cell.Start), cell.Cell))], cancellationToken);
            }
        }

        await MarkAsync(cancellationToken);
        await EndAsync(position, cancellationToken);
    }

    private void Begin(PartitionLease lease)
    {
        _lease = lease;
        _dueHours.Clear();
        _dueDays.Clear();
        _marks.Clear();
        _agents.Clear();
    }

    private async IAsyncEnumerable<CopiedCell[]> StepsAsync(
        CellKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<CopiedCell> step = [];
        long bytes = 0;
        await foreach (CopiedCell cell in source.ReadCellsAsync(_lease.Partition, kind, cancellationToken))
        {
            _agents.Add(cell.Agent);
            if (kind != CellKind.Day && Above(kind, cell) is { } above)
            {
                _marks.TryAdd(above, cell);
            }

            step.Add(cell);
            bytes += cell.Cell.Length;
            if (step.Count >= options.CellsAtOnce || bytes >= options.CellBytesAtOnce)
            {
                yield return [.. step];
                progress?.Report(new StoreProgress("cells", _written += step.Count, 0, "cells"));
                step.Clear();
                bytes = 0;
            }
        }

        if (step.Count > 0)
        {
            yield return [.. step];
            progress?.Report(new StoreProgress("cells", _written += step.Count, 0, "cells"));
        }
    }

    // The due roll-up that a cell lies in; null when it is not due.
    private RollupKey? Above(CellKind kind, CopiedCell cell)
    {
        (RollupLevel level, long length, HashSet<RollupKey> due) = kind == CellKind.Minute
            ? (RollupLevel.Hour, 60L, _dueHours)
            : (RollupLevel.Day, 1440L, _dueDays);
        RollupKey key = new(level, cell.Circuit, cell.Agent, cell.Start - (cell.Start % length));
        return due.Contains(key) ? key : null;
    }

    // Days first: marking them rolls an hour up, which takes away the hour's own mark.
    private async Task MarkAsync(CancellationToken cancellationToken)
    {
        foreach (RollupKey[] some in _marks.Keys.Where(static key => key.Level == RollupLevel.Day).Chunk(options.CellsAtOnce).ToArray())
        {
            await ApplyAsync(
                [.. some.Select(key => new RollupWrite(new RollupKey(RollupLevel.Hour, key.Circuit, key.Agent, _marks[key].Start), _marks[key].Cell))], cancellationToken);
        }

        foreach (RollupKey[] some in _marks.Keys.Where(static key => key.Level == RollupLevel.Hour).Chunk(options.CellsAtOnce).ToArray())
        {
            await ApplyAsync([.. some.Select(key => new CellWrite(new CellKey(key.Circuit, key.Agent, _marks[key].Start), _marks[key].Cell))], cancellationToken);
        }
    }

    // What is added and not replaced goes with the position, so that it happens once.
    private async Task EndAsync(LogPosition position, CancellationToken cancellationToken)
    {
        List<TooLateCount> tooLate = await source.ReadTooLateAsync(_lease.Partition, cancellationToken).ToListAsync(cancellationToken);
        _agents.UnionWith(tooLate.Select(static count => count.Key.Agent));
        _agents.UnionWith(laneAgents);
        List<LaneProgress> lanes = await source.ReadProgressAsync(_lease.Partition, _agents, cancellationToken).ToListAsync(cancellationToken);
        Require(await target.Cells.ApplyAsync(_lease, LogPosition.Start, position, new FoldWrites([], lanes, tooLate), cancellationToken));
    }

    private async Task ApplyAsync(IReadOnlyList<CellWrite> cells, CancellationToken cancellationToken) =>
        Require(await target.Cells.ApplyAsync(_lease, LogPosition.Start, LogPosition.Start, new FoldWrites(cells, [], []), cancellationToken));

    private async Task ApplyAsync(IReadOnlyList<RollupWrite> rollups, CancellationToken cancellationToken) =>
        Require(await target.Cells.ApplyRollupsAsync(_lease, LogPosition.Start, rollups, cancellationToken));

    private void Require(bool applied)
    {
        if (!applied)
        {
            throw new StoreCopyException($"{target.Name}: partition {_lease.Partition} was taken over by somebody else; the target must be the copy's alone.");
        }
    }
}
