using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Fakes;

/// <content>Roll-ups and retention.</content>
internal sealed partial class MemoryStore
{
    public ValueTask<IReadOnlyList<RollupKey>> ListDueAsync(int partition, RollupLevel level, long endBefore, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<RollupKey>>(
                [.. Of(partition).Due.Where(key => key.Level == level && key.Start + Length(level) <= endBefore).OrderBy(key => key.Start).Take(most)]);
        }
    }

    public ValueTask<bool> ApplyRollupsAsync(
        PartitionLease lease, LogPosition expected, IReadOnlyList<RollupWrite> rollups, CancellationToken cancellationToken)
    {
        BeforeRollups(lease);
        lock (_lock)
        {
            Partition state = Of(lease.Partition);
            if (!Stands(state, lease, expected))
            {
                Refused++;
                return ValueTask.FromResult(false);
            }

            foreach (RollupWrite write in rollups)
            {
                state.Rollups[write.Key] = write.Cell.ToArray();
                state.Due.Remove(write.Key);
                RolledUp++;
                if (write.Key.Level == RollupLevel.Hour)
                {
                    state.Due.Add(write.Key with { Level = RollupLevel.Day, Start = write.Key.Start / 1440 * 1440 });
                }
            }

            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<IReadOnlyList<RollupRow>> ReadRollupsAsync(string circuit, RollupLevel level, long fromMinute, long toMinute, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            List<RollupRow> rows = [];
            foreach ((int partition, Partition state) in _partitions)
            {
                HashSet<RollupKey> due = [.. state.Due.Where(key => key.Level == level)];
                due.UnionWith(state.Due.Where(_ => level == RollupLevel.Day).Select(key => key with { Level = level, Start = key.Start / 1440 * 1440 }));
                rows.AddRange(due.Union(state.Rollups.Keys.Where(key => key.Level == level))
                    .Where(key => key.Circuit == circuit && key.Start >= fromMinute && key.Start < toMinute)
                    .Select(key => new RollupRow(key.Agent, partition, key.Start, state.Rollups.GetValueOrDefault(key), due.Contains(key))));
            }

            return ValueTask.FromResult<IReadOnlyList<RollupRow>>([.. rows.OrderBy(row => row.Start).ThenBy(row => row.Agent, StringComparer.Ordinal).ThenBy(row => row.Partition)]);
        }
    }

    public ValueTask<int> TrimAsync(CellRetention keep, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Trimmed.Add(keep);
            int removed = 0;
            foreach (Partition state in _partitions.Values)
            {
                foreach (CellKey key in state.Cells.Keys.Where(key => key.Minute < keep.Minutes && !state.Due.Any(due => due.Level == RollupLevel.Hour
                    && due.Circuit == key.Circuit && due.Agent == key.Agent && due.Start == key.Minute / 60 * 60)).ToArray())
                {
                    removed += state.Cells.Remove(key) ? 1 : 0;
                }

                foreach (RollupKey key in state.Rollups.Keys.Where(key => key.Start < (key.Level == RollupLevel.Hour ? keep.Hours : keep.Days) && !state.Due.Contains(key)).ToArray())
                {
                    removed += state.Rollups.Remove(key) ? 1 : 0;
                }
            }

            return ValueTask.FromResult(Math.Min(removed, most - 1));
        }
    }

    public ValueTask<IReadOnlyDictionary<int, LogPosition>> SyncAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyDictionary<int, LogPosition>>(_partitions.ToDictionary(p => p.Key, p => p.Value.Position));
        }
    }
}
