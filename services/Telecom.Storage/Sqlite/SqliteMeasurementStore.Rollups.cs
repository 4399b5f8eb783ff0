using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite.Cells;

namespace Telecom.Storage.Sqlite;

/// <content>Roll-ups: which are due, what they are made of, writing and reading them.</content>
public sealed partial class SqliteMeasurementStore
{
    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<RollupKey>> ListDueAsync(
        int partition,
        RollupLevel level,
        long endBefore,
        int most,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return await ReadAsync(session => _rollups.ListDue(session, partition, level, endBefore, most), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<CellRow>?> ReadPartsAsync(
        PartitionLease lease,
        LogPosition expected,
        RollupKey key,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        CheckStart(key, nameof(key));
        return await ReadAsync(session => LeaseTable.IsAt(session, lease, expected) ? _rollups.ReadParts(session, lease.Partition, key) : null, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>The caller leaves the roll-ups' bytes alone until the task completes.</remarks>
    /// <exception cref="StoreUnavailableException">The store cannot write now; nothing was written.</exception>
    public async ValueTask<bool> ApplyRollupsAsync(
        PartitionLease lease,
        LogPosition expected,
        IReadOnlyList<RollupWrite> rollups,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(rollups);
        foreach (RollupWrite rollup in rollups)
        {
            CheckStart(rollup.Key, nameof(rollups));
        }

        return await _writer.WriteAsync(
            session =>
            {
                if (!LeaseTable.IsAt(session, lease, expected))
                {
                    return false;
                }

                _rollups.Write(session, lease.Partition, rollups);
                return true;
            },
            cancellationToken,
            Ended);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<RollupRow>> ReadRollupsAsync(
        string circuit,
        RollupLevel level,
        long fromMinute,
        long toMinute,
        CancellationToken cancellationToken) =>
        await ReadAsync(session => _rollups.ReadCircuit(session, circuit, level, fromMinute, toMinute), cancellationToken);

    private static void CheckStart(RollupKey key, string name)
    {
        RowId.Check(key.Start, name);
        if (!Enum.IsDefined(key.Level) || RowId.StartOf(key.Level, key.Start) != key.Start)
        {
            throw new ArgumentException($"A roll-up of level {key.Level} cannot start at minute {key.Start}; it must be a multiple of its length.", name);
        }
    }
}
