using Telecom.Simulation.Tests.Engine;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Simulation.Tests.Stores;

/// <summary>
/// The measurement store as a model of the contract. It answers before it syncs, as the embedded engine does, so that a crash goes back
/// to some earlier state of the whole store; never to a part of a step.
/// </summary>
internal sealed class SimCells(EventLoop loop, SimMachine machine, SimClock clock, int partitions, PlantedBug bug)
{
    private readonly List<Action<CellsPartition[]>> _unsynced = [];
    private CellsPartition[] _current = New(partitions);
    private CellsPartition[] _durable = New(partitions);
    private CellsPartition[]? _replica;
    private int _incarnation;

    public SimMachine Machine => machine;

    public int Partitions => partitions;

    public int Applied { get; private set; }

    /// <summary>Writes that were refused.</summary>
    public int Refused { get; private set; }

    public int ReadsRefused { get; private set; }

    /// <summary>Steps that a crash took back.</summary>
    public int TakenBack { get; private set; }

    /// <summary>Asked at each step that is applied, before anything is written; throws when the step must not be.</summary>
    public Action<FoldWrites> Ghost { get; set; } = static _ => { };

    /// <summary>Called once, at the next step.</summary>
    public Action? OnNextStep { get; set; }

    public CellsPartition Of(int partition) => _current[partition];

    /// <summary>What a reader of cells sees.</summary>
    public CellsPartition Seen(int partition) => bug == PlantedBug.StaleCellsRead ? _durable[partition] : _current[partition];

    public PartitionLease? Acquire(int partition, Guid owner, TimeSpan duration)
    {
        CellsPartition state = _current[partition];
        long now = clock.NowUs;
        long length = (long)duration.TotalMicroseconds;
        bool held = state.UntilUs > now && state.UntilUs - now <= 2 * length;
        if (state.Owner != owner && state.Owner != Guid.Empty && held)
        {
            return null;
        }

        long fence = state.Owner == owner ? state.Fence : state.Fence + 1;
        Do(all =>
        {
            all[partition].Owner = owner;
            all[partition].Fence = fence;
            all[partition].UntilUs = now + length;
        });
        return new PartitionLease(partition, owner, fence, state.Position);
    }

    public bool Release(PartitionLease lease)
    {
        if (Holds(lease))
        {
            Do(all => all[lease.Partition].Owner = Guid.Empty);
        }

        return true;
    }

    public bool Apply(PartitionLease lease, LogPosition expected, LogPosition next, FoldWrites writes)
    {
        bool moved = _current[lease.Partition].Position != expected && bug != PlantedBug.NoPositionCheck;
        if (moved || !MayWrite(lease))
        {
            Refused++;
            return false;
        }

        Ghost(writes);

        // What the caller gave may be its own buffers, good for this call only.
        writes = writes with { Cells = [.. writes.Cells.Select(c => c with { Cell = c.Cell.ToArray() })], Progress = [.. writes.Progress], TooLate = [.. writes.TooLate] };
        Applied++;
        if (bug == PlantedBug.PositionMovedApart)
        {
            int incarnation = _incarnation;
            Do(all => all[lease.Partition].WriteCells(writes));
            loop.After(loop.Between(100, 50_000), () =>
            {
                if (machine.Up && incarnation == _incarnation)
                {
                    Do(all => all[lease.Partition].WriteProgress(writes, next));
                }
            });
            return true;
        }

        Do(all =>
        {
            all[lease.Partition].WriteCells(writes);
            all[lease.Partition].WriteProgress(writes, next);
        });
        return true;
    }

    /// <summary>True when the partition is at the lease's fence and the position: what a read for a step is answered for.</summary>
    public bool Stands(PartitionLease lease, LogPosition expected)
    {
        bool stands = bug == PlantedBug.UnboundReads || (Holds(lease) && _current[lease.Partition].Position == expected);
        ReadsRefused += stands ? 0 : 1;
        return stands;
    }

    public bool ApplyRollups(PartitionLease lease, LogPosition expected, IReadOnlyList<RollupWrite> rollups)
    {
        bool moved = _current[lease.Partition].Position != expected && bug != PlantedBug.NoPositionCheck;
        if (moved || !MayWrite(lease))
        {
            Refused++;
            return false;
        }

        RollupWrite[] kept = [.. rollups.Select(r => r with { Cell = r.Cell.ToArray() })];
        Do(all => all[lease.Partition].WriteRollups(kept));
        return true;
    }

    public IReadOnlyDictionary<int, LogPosition> Sync()
    {
        _unsynced.ForEach(step => step(_durable));
        _unsynced.Clear();
        return Enumerable.Range(0, partitions).ToDictionary(p => p, p => _durable[p].Position);
    }

    public void LoseUnsynced()
    {
        int keep = loop.Random.Next(_unsynced.Count + 1);
        TakenBack += _unsynced.Count - keep;
        LogPosition[] positions = [.. _current.Select(p => p.Position)];
        _unsynced.Take(keep).ToList().ForEach(step => step(_durable));
        Restart();
        for (int i = 0; i < partitions && bug == PlantedBug.CellsLostWithoutPosition; i++)
        {
            _current[i].Position = positions[i];
            _durable[i].Position = positions[i];
        }
    }

    public void Replicate() => _replica = [.. _current.Select(p => p.Clone())];

    public void FailOver()
    {
        _durable = [.. (_replica ?? _current).Select(p => p.Clone())];
        Restart();
        machine.Break();
    }

    private static CellsPartition[] New(int partitions) => [.. Enumerable.Range(0, partitions).Select(_ => new CellsPartition())];

    private void Restart()
    {
        _incarnation++;
        _unsynced.Clear();
        _current = [.. _durable.Select(p => p.Clone())];
    }

    /// <summary>The rule, and beside it the ghost that knows what the rule must never allow.</summary>
    private bool MayWrite(PartitionLease lease)
    {
        bool stale = !Holds(lease);
        bool accepted = !stale || bug == PlantedBug.NoFenceCheck;
        if (stale && accepted)
        {
            throw new SimulationFailedException($"a stale owner wrote to partition {lease.Partition}: fence {lease.Fence}, the newest is {_current[lease.Partition].Fence}");
        }

        return accepted;
    }

    private bool Holds(PartitionLease lease) => _current[lease.Partition].Owner == lease.Owner && _current[lease.Partition].Fence == lease.Fence;

    private void Do(Action<CellsPartition[]> step)
    {
        step(_current);
        _unsynced.Add(step);
        OnNextStep?.Invoke();
        OnNextStep = null;
        if (_unsynced.Count > 40 || loop.OneIn(20))
        {
            Sync();
        }
    }
}
