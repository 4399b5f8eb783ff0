using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Fakes;

/// <content>What a fold reads of its partition.</content>
internal sealed partial class MemoryStore
{
    public ValueTask<IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>>?> ReadCellsAsync(
        PartitionLease lease, LogPosition expected, IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>>>(
            lease, expected, state => keys.Where(state.Cells.ContainsKey).ToDictionary(key => key, key => (ReadOnlyMemory<byte>)state.Cells[key]));

    public ValueTask<IReadOnlyDictionary<ProducerLane, LaneProgress>?> ReadProgressAsync(
        PartitionLease lease, LogPosition expected, IReadOnlyCollection<ProducerLane> lanes, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyDictionary<ProducerLane, LaneProgress>>(
            lease, expected, state => lanes.Where(state.Lanes.ContainsKey).ToDictionary(lane => lane, lane => state.Lanes[lane]));

    public ValueTask<IReadOnlyList<CellRow>?> ReadPartsAsync(
        PartitionLease lease, LogPosition expected, RollupKey key, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<CellRow>>(lease, expected, state =>
        {
            long end = key.Start + Length(key.Level);
            IEnumerable<CellRow> parts = key.Level == RollupLevel.Hour
                ? state.Cells.Where(c => c.Key.Circuit == key.Circuit && c.Key.Agent == key.Agent && c.Key.Minute >= key.Start && c.Key.Minute < end)
                    .Select(c => new CellRow(c.Key.Agent, c.Key.Minute, c.Value))
                : state.Rollups.Where(r => r.Key.Level == RollupLevel.Hour && r.Key.Circuit == key.Circuit && r.Key.Agent == key.Agent
                        && r.Key.Start >= key.Start && r.Key.Start < end && !state.Due.Contains(r.Key))
                    .Select(r => new CellRow(r.Key.Agent, r.Key.Start, r.Value));
            return [.. parts.OrderBy(part => part.Minute)];
        });

    private ValueTask<T?> ReadAsync<T>(PartitionLease lease, LogPosition expected, Func<Partition, T> read)
        where T : class
    {
        BeforeRead(lease);
        lock (_lock)
        {
            Partition state = Of(lease.Partition);
            if (!Stands(state, lease, expected))
            {
                RefusedReads++;
                return ValueTask.FromResult<T?>(null);
            }

            return ValueTask.FromResult<T?>(read(state));
        }
    }
}
