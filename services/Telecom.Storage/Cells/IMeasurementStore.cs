using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;

namespace Telecom.Storage.Cells;

/// <summary>
/// Minute cells and how far the log has been folded into them. One owner per partition folds; a write carries the owner's lease and
/// the position it began from, and both are checked in the same atomic step that writes, so that a stale owner changes nothing and
/// a batch is folded exactly once. What is read to be written on is checked alike: a store that lost its last steps is again where a
/// replaced owner believes it to be, and that owner may have read from the steps that were lost.
/// </summary>
public interface IMeasurementStore : IAsyncDisposable
{
    /// <summary>Takes the lease of a partition when it is free, expired, or already this owner's.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="owner">Random id of the owner, made when its process started.</param>
    /// <param name="duration">How long the lease holds unless renewed by calling this again.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The lease with the position to go on from; null when another owner holds it.</returns>
    ValueTask<PartitionLease?> AcquireLeaseAsync(int partition, Guid owner, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Gives a lease back, so that another owner need not wait for its end. A lease that is not held any more is left alone.</summary>
    ValueTask ReleaseLeaseAsync(PartitionLease lease, CancellationToken cancellationToken);

    /// <summary>
    /// Writes cells, lane progress and the new position in one atomic step, if the lease's fence is the partition's newest and its
    /// position is still <paramref name="expected"/>.
    /// </summary>
    /// <returns>False when the lease is stale or the position moved; then nothing was written.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot write now; nothing was written.</exception>
    ValueTask<bool> ApplyAsync(PartitionLease lease, LogPosition expected, LogPosition next, FoldWrites writes, CancellationToken cancellationToken);

    /// <summary>
    /// Cells of the lease's partition by key, for its owner to add to, as they are where the partition stands at <paramref name="expected"/>;
    /// keys without a cell are absent from the result.
    /// </summary>
    /// <returns>Null when the lease is stale or the partition stands elsewhere.</returns>
    ValueTask<IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>>?> ReadCellsAsync(
        PartitionLease lease, LogPosition expected, IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Progress of lanes that are folded in the lease's partition, for its owner to go on from, as it is where the partition stands at
    /// <paramref name="expected"/>; lanes of which nothing was folded are absent from the result.
    /// </summary>
    /// <returns>Null when the lease is stale or the partition stands elsewhere.</returns>
    ValueTask<IReadOnlyDictionary<ProducerLane, LaneProgress>?> ReadProgressAsync(
        PartitionLease lease, LogPosition expected, IReadOnlyCollection<ProducerLane> lanes, CancellationToken cancellationToken);

    /// <summary>
    /// Cells of a circuit in a range of minutes from every agent and partition, by minute. Cells of one minute from different agents
    /// or lanes are separate rows; merging them is the caller's rule.
    /// </summary>
    /// <param name="circuit">Resource name of the circuit.</param>
    /// <param name="fromMinute">First minute, minutes since the Unix epoch.</param>
    /// <param name="toMinute">First minute after the range.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    ValueTask<IReadOnlyList<CellRow>> ReadCircuitAsync(string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken);

    /// <summary>Samples of a circuit that came too late for its minute cells, in a range of minutes.</summary>
    ValueTask<ulong> CountTooLateAsync(string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken);

    /// <summary>How far the lanes of an agent have been folded, by epoch and lane.</summary>
    ValueTask<IReadOnlyList<LaneProgress>> ListProgressAsync(string agent, CancellationToken cancellationToken);

    /// <summary>Progress of one lane as it is now, whoever folds; null when nothing of it was folded.</summary>
    ValueTask<LaneProgress?> GetProgressAsync(ProducerLane lane, CancellationToken cancellationToken);

    /// <summary>
    /// Roll-ups of a partition that are due, oldest first. <see cref="ApplyAsync"/> marks the hour of each minute cell that it writes as
    /// due, and <see cref="ApplyRollupsAsync"/> the day of each hour, in the same atomic steps.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="level">Which.</param>
    /// <param name="endBefore">Only those that end at or before this minute, minutes since the Unix epoch.</param>
    /// <param name="most">Most keys to return; at least 1.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    ValueTask<IReadOnlyList<RollupKey>> ListDueAsync(int partition, RollupLevel level, long endBefore, int most, CancellationToken cancellationToken);

    /// <summary>
    /// What a roll-up is made of, where the lease's partition stands at <paramref name="expected"/>: its minute cells (for an hour), or hour
    /// roll-ups that are not due (for a day), by start.
    /// </summary>
    /// <returns>Null when the lease is stale or the partition stands elsewhere.</returns>
    ValueTask<IReadOnlyList<CellRow>?> ReadPartsAsync(PartitionLease lease, LogPosition expected, RollupKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Writes roll-ups and takes their due marks away, in one atomic step, if the lease's fence is the partition's newest and its position is
    /// still <paramref name="expected"/>. An hour marks its day as due. Minute cells change only with the position, or under a lease that
    /// nobody folds with, so that nothing changes between reading the parts and this.
    /// </summary>
    /// <returns>False when the lease is stale or the position moved; then nothing was written.</returns>
    ValueTask<bool> ApplyRollupsAsync(PartitionLease lease, LogPosition expected, IReadOnlyList<RollupWrite> rollups, CancellationToken cancellationToken);

    /// <summary>
    /// Roll-ups of a circuit in a range of minutes from every agent and partition, due ones included, by start, agent and partition. A day is
    /// due here when it is marked, and when an hour in it is.
    /// </summary>
    ValueTask<IReadOnlyList<RollupRow>> ReadRollupsAsync(string circuit, RollupLevel level, long fromMinute, long toMinute, CancellationToken cancellationToken);

    /// <summary>Removes what is older than retention, at most <paramref name="most"/> rows; a due roll-up and its parts stay.</summary>
    /// <returns>Rows removed; fewer than <paramref name="most"/> when nothing is left to remove.</returns>
    ValueTask<int> TrimAsync(CellRetention keep, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Makes everything that was applied so far durable, and says up to where each partition is: the log up to there is not needed any
    /// more to rebuild the cells after a crash.
    /// </summary>
    ValueTask<IReadOnlyDictionary<int, LogPosition>> SyncAsync(CancellationToken cancellationToken);
}
