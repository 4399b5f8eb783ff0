using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Fakes;

/// <summary>Another store, for tests that break one of its calls.</summary>
internal abstract class ForwardingStore(IMeasurementStore inner) : IMeasurementStore
{
    public virtual ValueTask<PartitionLease?> AcquireLeaseAsync(int partition, Guid owner, TimeSpan duration, CancellationToken cancellationToken) =>
        inner.AcquireLeaseAsync(partition, owner, duration, cancellationToken);

    public virtual ValueTask ReleaseLeaseAsync(PartitionLease lease, CancellationToken cancellationToken) => inner.ReleaseLeaseAsync(lease, cancellationToken);

    public virtual ValueTask<bool> ApplyAsync(
        PartitionLease lease, LogPosition expected, LogPosition next, FoldWrites writes, CancellationToken cancellationToken) =>
        inner.ApplyAsync(lease, expected, next, writes, cancellationToken);

    public virtual ValueTask<IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>>?> ReadCellsAsync(
        PartitionLease lease, LogPosition expected, IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) =>
        inner.ReadCellsAsync(lease, expected, keys, cancellationToken);

    public virtual ValueTask<IReadOnlyDictionary<ProducerLane, LaneProgress>?> ReadProgressAsync(
        PartitionLease lease, LogPosition expected, IReadOnlyCollection<ProducerLane> lanes, CancellationToken cancellationToken) =>
        inner.ReadProgressAsync(lease, expected, lanes, cancellationToken);

    public virtual ValueTask<IReadOnlyList<CellRow>> ReadCircuitAsync(string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken) =>
        inner.ReadCircuitAsync(circuit, fromMinute, toMinute, cancellationToken);

    public virtual ValueTask<ulong> CountTooLateAsync(string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken) =>
        inner.CountTooLateAsync(circuit, fromMinute, toMinute, cancellationToken);

    public virtual ValueTask<IReadOnlyList<LaneProgress>> ListProgressAsync(string agent, CancellationToken cancellationToken) =>
        inner.ListProgressAsync(agent, cancellationToken);

    public virtual ValueTask<LaneProgress?> GetProgressAsync(ProducerLane lane, CancellationToken cancellationToken) =>
        inner.GetProgressAsync(lane, cancellationToken);

    public virtual ValueTask<IReadOnlyList<RollupKey>> ListDueAsync(
        int partition, RollupLevel level, long endBefore, int most, CancellationToken cancellationToken) =>
        inner.ListDueAsync(partition, level, endBefore, most, cancellationToken);

    public virtual ValueTask<IReadOnlyList<CellRow>?> ReadPartsAsync(
        PartitionLease lease, LogPosition expected, RollupKey key, CancellationToken cancellationToken) =>
        inner.ReadPartsAsync(lease, expected, key, cancellationToken);

    public virtual ValueTask<bool> ApplyRollupsAsync(
        PartitionLease lease, LogPosition expected, IReadOnlyList<RollupWrite> rollups, CancellationToken cancellationToken) =>
        inner.ApplyRollupsAsync(lease, expected, rollups, cancellationToken);

    public virtual ValueTask<IReadOnlyList<RollupRow>> ReadRollupsAsync(
        string circuit, RollupLevel level, long fromMinute, long toMinute, CancellationToken cancellationToken) =>
        inner.ReadRollupsAsync(circuit, level, fromMinute, toMinute, cancellationToken);

    public virtual ValueTask<int> TrimAsync(CellRetention keep, int most, CancellationToken cancellationToken) => inner.TrimAsync(keep, most, cancellationToken);

    public virtual ValueTask<IReadOnlyDictionary<int, LogPosition>> SyncAsync(CancellationToken cancellationToken) => inner.SyncAsync(cancellationToken);

    public virtual ValueTask DisposeAsync() => inner.DisposeAsync();
}
