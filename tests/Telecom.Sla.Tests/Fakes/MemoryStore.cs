using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Fakes;

/// <summary>A measurement store in memory with the fencing rules of the interface, and hooks to break it.</summary>
internal sealed partial class MemoryStore(TimeProvider time) : IMeasurementStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Partition> _partitions = [];

    /// <summary>Asked before an apply does anything; an exception ends it.</summary>
    public Func<PartitionLease, Exception?> BeforeApply { get; set; } = _ => null;

    /// <summary>Asked after an apply was written; an exception makes its outcome unknown to the caller.</summary>
    public Func<PartitionLease, Exception?> AfterApply { get; set; } = _ => null;

    /// <summary>Called before roll-ups are written.</summary>
    public Action<PartitionLease> BeforeRollups { get; set; } = _ => { };

    /// <summary>Called before a fold or a roll-up reads.</summary>
    public Action<PartitionLease> BeforeRead { get; set; } = _ => { };

    public Func<Exception?> FailAcquire { get; set; } = () => null;

    public int Applied { get; private set; }

    /// <summary>Writes that were refused.</summary>
    public int Refused { get; private set; }

    public int RefusedReads { get; private set; }

    public int Acquired { get; private set; }

    public int Released { get; private set; }

    public int RolledUp { get; private set; }

    public List<CellRetention> Trimmed { get; } = [];

    public List<Guid> Writers { get; } = [];

    public ValueTask<PartitionLease?> AcquireLeaseAsync(int partition, Guid owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        if (FailAcquire() is { } exception)
        {
            return ValueTask.FromException<PartitionLease?>(exception);
        }

        lock (_lock)
        {
            Partition state = Of(partition);
            DateTimeOffset now = time.GetUtcNow();
            if (state.Owner != owner)
            {
                if (state.Owner != Guid.Empty && now < state.Until)
                {
                    return ValueTask.FromResult<PartitionLease?>(null);
                }

                state.Owner = owner;
                state.Fence++;
            }

            state.Until = now + duration;
            Acquired++;
            return ValueTask.FromResult<PartitionLease?>(new PartitionLease(partition, owner, state.Fence, state.Position));
        }
    }

    public ValueTask ReleaseLeaseAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Partition state = Of(lease.Partition);
            if (state.Owner == lease.Owner && state.Fence == lease.Fence)
            {
                state.Owner = Guid.Empty;
                Released++;
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> ApplyAsync(PartitionLease lease, LogPosition expected, LogPosition next, FoldWrites writes, CancellationToken cancellationToken)
    {
        if (BeforeApply(lease) is { } before)
        {
            return ValueTask.FromException<bool>(before);
        }

        lock (_lock)
        {
            Partition state = Of(lease.Partition);
            if (!Stands(state, lease, expected))
            {
                Refused++;
                return ValueTask.FromResult(false);
            }

            foreach (CellWrite write in writes.Cells)
            {
                state.Cells[write.Key] = write.Cell.ToArray();
                state.Due.Add(new RollupKey(RollupLevel.Hour, write.Key.Circuit, write.Key.Agent, write.Key.Minute / 60 * 60));
            }

            foreach (LaneProgress progress in writes.Progress)
            {
                state.Lanes[progress.Lane] = progress;
            }

            foreach (TooLateCount late in writes.TooLate)
            {
                state.Late[late.Key] = state.Late.GetValueOrDefault(late.Key) + late.Samples;
            }

            state.Position = next;
            Applied++;
            Writers.Add(lease.Owner);
        }

        return AfterApply(lease) is { } after ? ValueTask.FromException<bool>(after) : ValueTask.FromResult(true);
    }

    public ValueTask<IReadOnlyList<CellRow>> ReadCircuitAsync(string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            CellRow[] rows =
            [
                .. _partitions.SelectMany(p => p.Value.Cells.Select(c => (Partition: p.Key, c.Key, c.Value)))
                    .Where(c => c.Key.Circuit == circuit && c.Key.Minute >= fromMinute && c.Key.Minute < toMinute)
                    .OrderBy(c => c.Key.Minute).ThenBy(c => c.Key.Agent, StringComparer.Ordinal).ThenBy(c => c.Partition)
                    .Select(c => new CellRow(c.Key.Agent, c.Key.Minute, c.Value) { Partition = c.Partition }),
            ];
            return ValueTask.FromResult<IReadOnlyList<CellRow>>(rows);
        }
    }

    public ValueTask<ulong> CountTooLateAsync(string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult((ulong)_partitions.Values.SelectMany(p => p.Late)
                .Where(c => c.Key.Circuit == circuit && c.Key.Minute >= fromMinute && c.Key.Minute < toMinute)
                .Sum(c => c.Value));
        }
    }

    public ValueTask<IReadOnlyList<LaneProgress>> ListProgressAsync(string agent, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<LaneProgress>>(
                [.. _partitions.Values.SelectMany(p => p.Lanes.Values).Where(l => l.Lane.Agent == agent).OrderBy(l => l.Lane.Epoch).ThenBy(l => l.Lane.Lane)]);
        }
    }

    public ValueTask<LaneProgress?> GetProgressAsync(ProducerLane lane, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (Partition partition in _partitions.Values)
            {
                if (partition.Lanes.TryGetValue(lane, out LaneProgress progress))
                {
                    return ValueTask.FromResult<LaneProgress?>(progress);
                }
            }

            return ValueTask.FromResult<LaneProgress?>(null);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public IReadOnlyDictionary<RollupKey, byte[]> RollupsOf(int partition)
    {
        lock (_lock)
        {
            return new Dictionary<RollupKey, byte[]>(Of(partition).Rollups);
        }
    }

    /// <summary>Every cell of every partition, as text that compares.</summary>
    public SortedDictionary<string, string> Dump()
    {
        lock (_lock)
        {
            return new SortedDictionary<string, string>(
                _partitions.SelectMany(p => p.Value.Cells).ToDictionary(c => c.Key.ToString(), c => Convert.ToHexStringLower(c.Value)), StringComparer.Ordinal);
        }
    }

    /// <summary>Gives the lease to another owner although it has not ended: what a clock that jumps would do.</summary>
    public PartitionLease StealLease(int partition, Guid owner)
    {
        lock (_lock)
        {
            Partition state = Of(partition);
            state.Owner = owner;
            state.Fence++;
            return new PartitionLease(partition, owner, state.Fence, state.Position);
        }
    }

    public LogPosition PositionOf(int partition)
    {
        lock (_lock)
        {
            return Of(partition).Position;
        }
    }

    public IReadOnlyDictionary<CellKey, byte[]> CellsOf(int partition)
    {
        lock (_lock)
        {
            return new Dictionary<CellKey, byte[]>(Of(partition).Cells);
        }
    }

    public IReadOnlyList<LaneProgress> AllProgress()
    {
        lock (_lock)
        {
            return [.. _partitions.Values.SelectMany(p => p.Lanes.Values)];
        }
    }

    public IReadOnlyDictionary<CellKey, long> AllLate()
    {
        lock (_lock)
        {
            return _partitions.Values.SelectMany(p => p.Late).ToDictionary();
        }
    }

    public bool IsLeased(int partition)
    {
        lock (_lock)
        {
            return Of(partition).Owner != Guid.Empty;
        }
    }

    /// <summary>Remembers everything that is stored; calling what it returns is a crash that takes back what was written since.</summary>
    public Action Remember()
    {
        lock (_lock)
        {
            Dictionary<int, Partition> kept = _partitions.ToDictionary(p => p.Key, p => p.Value.Clone());
            return () =>
            {
                lock (_lock)
                {
                    _partitions.Clear();
                    foreach ((int partition, Partition state) in kept)
                    {
                        _partitions.Add(partition, state.Clone());
                    }
                }
            };
        }
    }

    private static bool Stands(Partition state, PartitionLease lease, LogPosition expected) =>
        state.Owner == lease.Owner && state.Fence == lease.Fence && state.Position == expected;

    private static long Length(RollupLevel level) => level == RollupLevel.Hour ? 60 : 1440;

    private Partition Of(int partition)
    {
        if (!_partitions.TryGetValue(partition, out Partition? state))
        {
            _partitions[partition] = state = new Partition();
        }

        return state;
    }
}
