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

    public virtual ValueTask<IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>>> ReadCellsAsync(
        int partition, IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) => inner.ReadCellsAsync(partition, keys, cancellationToken);

    public virtual ValueTask<IReadOnlyList<CellRow>> ReadCircuitAsync(string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken) =>
        inner.ReadCircuitAsync(circuit, fromMinute, toMinute, cancellationToken);

    public virtual ValueTask<ulong> CountTooLateAsync(string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken) =>
        inner.CountTooLateAsync(circuit, fromMinute, toMinute, cancellationToken);

    public virtual ValueTask<IReadOnlyList<LaneProgress>> ListProgressAsync(string agent, CancellationToken cancellationToken) =>
        inner.ListProgressAsync(agent, cancellationToken);

    public virtual ValueTask<LaneProgress?> GetProgressAsync(ProducerLane lane, CancellationToken cancellationToken) =>
        inner.GetProgressAsync(lane, cancellationToken);

    public virtual ValueTask DisposeAsync() => inner.DisposeAsync();
}
