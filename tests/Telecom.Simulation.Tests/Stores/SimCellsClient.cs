using Telecom.Sla.Domain.Names;
using Telecom.Simulation.Tests.Engine;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Simulation.Tests.Stores;

/// <summary>The cells as a process sees them, over its connection.</summary>
internal sealed class SimCellsClient(SimCells cells, StoreLink link) : IMeasurementStore
{
    public ValueTask<PartitionLease?> AcquireLeaseAsync(int partition, Guid owner, TimeSpan duration, CancellationToken cancellationToken) =>
        link.CallAsync(() => cells.Acquire(partition, owner, duration));

    public async ValueTask ReleaseLeaseAsync(PartitionLease lease, CancellationToken cancellationToken) =>
        await link.CallAsync(() => cells.Release(lease));

    public ValueTask<bool> ApplyAsync(PartitionLease lease, LogPosition expected, LogPosition next, FoldWrites writes, CancellationToken cancellationToken) =>
        link.CallAsync(() => cells.Apply(lease, expected, next, writes));

    public ValueTask<IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>>?> ReadCellsAsync(
        PartitionLease lease, LogPosition expected, IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken)
    {
        CellKey[] wanted = [.. keys];
        return ReadAsync<IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>>>(lease, expected, () =>
            wanted.Where(cells.Seen(lease.Partition).Cells.ContainsKey).ToDictionary(k => k, k => cells.Seen(lease.Partition).Cells[k]));
    }

    /// <summary>One call a lane: a store may read in parts, each of which it checks.</summary>
    public async ValueTask<IReadOnlyDictionary<ProducerLane, LaneProgress>?> ReadProgressAsync(
        PartitionLease lease, LogPosition expected, IReadOnlyCollection<ProducerLane> lanes, CancellationToken cancellationToken)
    {
        Dictionary<ProducerLane, LaneProgress> found = [];
        foreach (ProducerLane lane in lanes.ToArray())
        {
            LaneProgress[]? one = await ReadAsync<LaneProgress[]>(
                lease, expected, () => cells.Of(lease.Partition).Lanes.TryGetValue(lane, out LaneProgress progress) ? [progress] : []);
            if (one is null)
            {
                return null;
            }

            Array.ForEach(one, progress => found.Add(lane, progress));
        }

        return found;
    }

    public ValueTask<IReadOnlyList<CellRow>> ReadCircuitAsync(string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken) =>
        link.CallAsync<IReadOnlyList<CellRow>>(() =>
        [
            .. All().SelectMany(p => p.Cells).Where(c => c.Key.Circuit == circuit && c.Key.Minute >= fromMinute && c.Key.Minute < toMinute)
                .OrderBy(c => c.Key.Minute).Select(c => new CellRow(c.Key.Agent, c.Key.Minute, c.Value)),
        ]);

    public ValueTask<ulong> CountTooLateAsync(string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken) =>
        link.CallAsync(() => All().SelectMany(p => p.Late)
            .Where(l => l.Key.Circuit == circuit && l.Key.Minute >= fromMinute && l.Key.Minute < toMinute).Aggregate(0UL, (sum, l) => sum + l.Value));

    public ValueTask<IReadOnlyList<LaneProgress>> ListProgressAsync(string agent, CancellationToken cancellationToken) =>
        link.CallAsync<IReadOnlyList<LaneProgress>>(() => [.. All().SelectMany(p => p.Lanes.Values).Where(l => l.Lane.Agent == agent)]);

    public ValueTask<LaneProgress?> GetProgressAsync(ProducerLane lane, CancellationToken cancellationToken) =>
        link.CallAsync<LaneProgress?>(() =>
            cells.Of(lane.PartitionOf(cells.Partitions)).Lanes.TryGetValue(lane, out LaneProgress progress) ? progress : null);

    public ValueTask<IReadOnlyList<RollupKey>> ListDueAsync(int partition, RollupLevel level, long endBefore, int most, CancellationToken cancellationToken) =>
        link.CallAsync(() => cells.Of(partition).ListDue(level, endBefore, most));

    public ValueTask<IReadOnlyList<CellRow>?> ReadPartsAsync(
        PartitionLease lease, LogPosition expected, RollupKey key, CancellationToken cancellationToken) =>
        ReadAsync(lease, expected, () => cells.Of(lease.Partition).Parts(key));

    public ValueTask<bool> ApplyRollupsAsync(
        PartitionLease lease, LogPosition expected, IReadOnlyList<RollupWrite> rollups, CancellationToken cancellationToken) =>
        link.CallAsync(() => cells.ApplyRollups(lease, expected, rollups));

    public ValueTask<IReadOnlyList<RollupRow>> ReadRollupsAsync(
        string circuit, RollupLevel level, long fromMinute, long toMinute, CancellationToken cancellationToken) =>
        link.CallAsync<IReadOnlyList<RollupRow>>(() => []);

    public ValueTask<int> TrimAsync(CellRetention keep, int most, CancellationToken cancellationToken) => ValueTask.FromResult(0);

    public ValueTask<IReadOnlyDictionary<int, LogPosition>> SyncAsync(CancellationToken cancellationToken) => link.CallAsync(cells.Sync);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ValueTask<T?> ReadAsync<T>(PartitionLease lease, LogPosition expected, Func<T> read)
        where T : class => link.CallAsync(() => cells.Stands(lease, expected) ? read() : null);

    private IEnumerable<CellsPartition> All() => Enumerable.Range(0, cells.Partitions).Select(cells.Of);
}
