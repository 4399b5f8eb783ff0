using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Telecom.Storage.Events;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite;

/// <summary>
/// Streams of facts on one machine: file events.db in a folder, written by exactly one process; every append is one transaction and one
/// sync. Appends take effect one after another and take their positions inside their transactions, so that a follower that has seen a
/// position has seen all before it.
/// </summary>
public sealed class SqliteEventStore : IEventStore
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "events.db";

    private const string Columns = "position, stream, version, id, type, data, recorded_us";

    internal static readonly SqliteFormat Format = new("event store", 0x54534c45 /* TSLE */, 1, """
        CREATE TABLE event(
          position INTEGER PRIMARY KEY AUTOINCREMENT,
          stream TEXT NOT NULL,
          version INTEGER NOT NULL,
          id TEXT NOT NULL,
          type TEXT NOT NULL,
          data BLOB NOT NULL,
          recorded_us INTEGER NOT NULL,
          UNIQUE(stream, version),
          UNIQUE(stream, id));
        """);

    private readonly SqliteWriter _writer;
    private readonly SqliteReadPool _readers;
    private readonly SqliteEventStoreOptions _options;

    private SqliteEventStore(SqliteEventStoreOptions options, TimeProvider time, ILogger logger)
    {
        string file = Path.Combine(Path.GetFullPath(options.Folder), FileName);
        _options = options;
        _writer = SqliteWriter.Open(file, Format, options, syncEveryWrite: true, time, logger);
        _readers = new SqliteReadPool(file, Format.Check, options);
    }

    /// <summary>Opens the store of a folder, and makes it when there is none.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="time">Clock for pauses after failures.</param>
    /// <param name="logger">Where failures are logged.</param>
    /// <param name="cancellationToken">Stops the call before it begins to open.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message has every reason.</exception>
    /// <exception cref="StoreFileException">The store is written by somebody else, is damaged, or newer than this software.</exception>
    /// <exception cref="StoreUnavailableException">The folder cannot be used now.</exception>
    public static Task<SqliteEventStore> OpenAsync(SqliteEventStoreOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        options.ThrowIfInvalid();
        return Task.Run(() => new SqliteEventStore(options, time, logger), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>The caller leaves the events' bytes alone until the task completes.</remarks>
    /// <exception cref="ArgumentException">An argument breaks a rule of the interface or is longer than the options allow.</exception>
    public async ValueTask<AppendEventsResult> AppendAsync(
        string stream,
        long expectedVersion,
        IReadOnlyList<NewEvent> events,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(expectedVersion);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        foreach (NewEvent one in events)
        {
            ArgumentException.ThrowIfNullOrEmpty(one.Id, nameof(events));
            ArgumentException.ThrowIfNullOrEmpty(one.Type, nameof(events));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(one.Data.Length, _options.MaxEventBytes, nameof(events));
        }

        return await _writer.WriteAsync(session => Append(session, stream, expectedVersion, events), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long afterVersion, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        return await ReadAsync(
            session => List(session.Query($"SELECT {Columns} FROM event WHERE stream = $1 AND version > $2 ORDER BY version", stream, afterVersion)),
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<StoredEvent>> FollowAsync(long afterPosition, int maxEvents, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEvents, 1);
        return await ReadAsync(
            session => List(session.Query($"SELECT {Columns} FROM event WHERE position > $1 ORDER BY position LIMIT $2", afterPosition, (long)maxEvents)),
            cancellationToken);
    }

    /// <summary>Writes events of another store with their positions, all or none; for copies.</summary>
    internal Task<bool> CopyAsync(IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            session =>
            {
                foreach (StoredEvent one in events)
                {
                    session.Execute(
                        $"INSERT INTO event({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                        one.Position, one.Stream, one.Version, one.Id, one.Type, Blob.Of(one.Data), one.RecordedAtUs);
                }

                return true;
            },
            cancellationToken);

    /// <summary>Waits for the write that is under way, closes the file and gives the lock back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _readers.Dispose();
    }

    private Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        _writer.ThrowIfClosed();
        return Task.Run(() => _readers.Read(read), cancellationToken);
    }

    private static AppendEventsResult Append(SqliteSession session, string stream, long expectedVersion, IReadOnlyList<NewEvent> events)
    {
        long version = session.Number("SELECT max(version) FROM event WHERE stream = $1", stream) ?? 0;
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<NewEvent> missing = [.. events.Where(one =>
            seen.Add(one.Id) && session.Number("SELECT 1 FROM event WHERE stream = $1 AND id = $2", stream, one.Id) is null)];
        if (missing.Count == 0)
        {
            return new AppendEventsResult(true, version);
        }

        if (version != expectedVersion)
        {
            return new AppendEventsResult(false, version);
        }

        foreach (NewEvent one in missing)
        {
            session.Execute(
                "INSERT INTO event(stream, version, id, type, data, recorded_us) VALUES ($1, $2, $3, $4, $5, $6)",
                stream, ++version, one.Id, one.Type, Blob.Of(one.Data), one.RecordedAtUs);
        }

        return new AppendEventsResult(true, version);
    }

    private static List<StoredEvent> List(SqliteDataReader rows)
    {
        using (rows)
        {
            List<StoredEvent> events = [];
            while (rows.Read())
            {
                events.Add(new StoredEvent(
                    rows.GetInt64(0),
                    rows.GetString(1),
                    rows.GetInt64(2),
                    rows.GetString(3),
                    rows.GetString(4),
                    rows.GetFieldValue<byte[]>(5),
                    rows.GetInt64(6)));
            }

            return events;
        }
    }
}
