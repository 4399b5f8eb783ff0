using Microsoft.Extensions.Logging;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite.Cells;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite;

/// <summary>
/// Minute cells on one machine: file cells.db in a folder, written by exactly one process. Cells, lane progress and position move in one
/// transaction, so that whatever a power loss takes it takes from all of them together, and the log is folded again from there.
/// </summary>
public sealed partial class SqliteMeasurementStore : IMeasurementStore
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "cells.db";

    private readonly TimeProvider _time;
    private readonly SqliteWriter _writer;
    private readonly SqliteReadPool _readers;
    private readonly CellTable _cells;
    private readonly ProgressTable _progress;
    private readonly SeriesTable _series;
    private readonly DueTable _due = new();
    private readonly RollupTable _rollups;

    private SqliteMeasurementStore(SqliteMeasurementStoreOptions options, TimeProvider time, ILogger logger)
    {
        string file = Path.Combine(Path.GetFullPath(options.Folder), FileName);
        _time = time;
        _writer = SqliteWriter.Open(file, CellsFile.Format, options, options.SyncEveryWrite, time, logger);
        _readers = new SqliteReadPool(file, CellsFile.Format.Check, options);
        NameTable names = new();
        _series = new SeriesTable(names);
        _cells = new CellTable(names, _series, _due);
        _rollups = new RollupTable(_series, _due);
        _progress = new ProgressTable(names);
    }

    /// <summary>Opens the store of a folder, and makes it when there is none.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="time">Clock that leases run by.</param>
    /// <param name="logger">Where failures are logged.</param>
    /// <param name="cancellationToken">Stops the call before it begins to open.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message has every reason.</exception>
    /// <exception cref="StoreFileException">The store is written by somebody else, is damaged, or newer than this software.</exception>
    /// <exception cref="StoreUnavailableException">The folder cannot be used now.</exception>
    public static Task<SqliteMeasurementStore> OpenAsync(
        SqliteMeasurementStoreOptions options,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        options.ThrowIfInvalid();
        return Task.Run(() => new SqliteMeasurementStore(options, time, logger), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot write now.</exception>
    public async ValueTask<PartitionLease?> AcquireLeaseAsync(int partition, Guid owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfEqual(owner, Guid.Empty);
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.FromMicroseconds(1));
        return await _writer.WriteAsync(
            session => LeaseTable.Acquire(session, partition, owner, Microseconds.Of(duration), Microseconds.Of(_time.GetUtcNow())), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot write now.</exception>
    public async ValueTask ReleaseLeaseAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await _writer.WriteAsync(
            session =>
            {
                LeaseTable.Release(session, lease);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>The caller leaves the cells' bytes alone until the task completes.</remarks>
    public async ValueTask<bool> ApplyAsync(
        PartitionLease lease,
        LogPosition expected,
        LogPosition next,
        FoldWrites writes,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(writes);
        ArgumentOutOfRangeException.ThrowIfLessThan(next, expected);
        foreach (CellWrite cell in writes.Cells)
        {
            CellId.Check(cell.Key.Minute, nameof(writes));
        }

        return await _writer.WriteAsync(
            session =>
            {
                if (!LeaseTable.TryMove(session, lease, expected, next))
                {
                    return false;
                }

                _cells.Write(session, lease.Partition, writes.Cells);
                _cells.AddTooLate(session, lease.Partition, writes.TooLate);
                _progress.Write(session, writes.Progress);
                return true;
            },
            cancellationToken,
            Ended);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>>?> ReadCellsAsync(
        PartitionLease lease,
        LogPosition expected,
        IReadOnlyCollection<CellKey> keys,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(keys);
        return await ReadAsync(session => LeaseTable.IsAt(session, lease, expected) ? _cells.Read(session, lease.Partition, keys) : null, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyDictionary<ProducerLane, LaneProgress>?> ReadProgressAsync(
        PartitionLease lease,
        LogPosition expected,
        IReadOnlyCollection<ProducerLane> lanes,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(lanes);
        return await ReadAsync(session => LeaseTable.IsAt(session, lease, expected) ? _progress.Find(session, lanes) : null, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<CellRow>> ReadCircuitAsync(string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken) =>
        await ReadAsync(session => _cells.ReadCircuit(session, circuit, fromMinute, toMinute), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<ulong> CountTooLateAsync(string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken) =>
        await ReadAsync(session => _cells.CountTooLate(session, circuit, fromMinute, toMinute), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<LaneProgress>> ListProgressAsync(string agent, CancellationToken cancellationToken) =>
        await ReadAsync(session => _progress.List(session, agent), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<LaneProgress?> GetProgressAsync(ProducerLane lane, CancellationToken cancellationToken) =>
        await ReadAsync(session => _progress.Find(session, lane), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot write now; what was removed before stays removed.</exception>
    public async ValueTask<int> TrimAsync(CellRetention keep, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        int removed = await _writer.WriteAsync(session => RetentionTrim.TooLate(session, keep.Minutes, most), cancellationToken);
        int cells = most - removed;
        removed += cells == 0 ? 0 : await _writer.WriteAsync(session => RetentionTrim.Minutes(session, keep.Minutes, cells), cancellationToken);
        for (long? after = 0; after is { } last && removed < most;)
        {
            int left = most - removed;
            (int some, after) = await _writer.WriteAsync(session => RetentionTrim.Series(session, keep, left, last), cancellationToken);
            removed += some;
        }

        await _writer.BetweenAsync(GiveBack, cancellationToken);
        return removed;
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be synced now.</exception>
    public async ValueTask<IReadOnlyDictionary<int, LogPosition>> SyncAsync(CancellationToken cancellationToken) =>
        await _writer.BetweenAsync(
            static session =>
            {
                Dictionary<int, LogPosition> positions = LeaseTable.Positions(session);
                SqliteFile.Sync(session);
                return positions;
            },
            cancellationToken);

    /// <summary>Waits for the write that is under way, closes the file and gives the lock back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _readers.Dispose();
    }

    // Some free pages stay for the next cells; the rest goes back to the file system, a bounded number a call.
    private static bool GiveBack(SqliteSession session)
    {
        const long KeepPages = 4096;
        const long MostPages = 1024;
        long free = session.Number("PRAGMA freelist_count") ?? 0;
        if (free > KeepPages)
        {
            session.Run(FormattableString.Invariant($"PRAGMA incremental_vacuum({Math.Min(MostPages, free - KeepPages)})"));
        }

        return true;
    }

    private void Ended(bool committed)
    {
        _series.Ended(committed);
        _due.Ended(committed);
    }

    private Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        _writer.ThrowIfClosed();
        return Task.Run(() => _readers.Read(read), cancellationToken);
    }
}
