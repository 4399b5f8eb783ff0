using Microsoft.Extensions.Logging;

namespace Telecom.Storage.Sqlite.Files;

/// <summary>
/// The one writing connection of a single-file store: transactions one after another, on pool threads. After a failure that is more
/// than another connection being in the way the connection is replaced, and the file is used again only when its write-ahead log
/// could be emptied (<see cref="SqliteFile.TryEmptyWal"/>).
/// </summary>
internal sealed partial class SqliteWriter : IAsyncDisposable
{
    private readonly string _file;
    private readonly SqliteFormat _format;
    private readonly SqliteWriterOptions _options;
    private readonly bool _syncEveryWrite;
    private readonly ILogger _logger;
    private readonly WalKeeper _wal;
    private readonly WriterLock _lock;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteSession? _session;
    private volatile bool _closed;

    private SqliteWriter(string file, SqliteFormat format, SqliteWriterOptions options, bool syncEveryWrite, TimeProvider time, ILogger logger)
    {
        _file = file;
        _format = format;
        _options = options;
        _syncEveryWrite = syncEveryWrite;
        _logger = logger;
        _wal = new WalKeeper(options, time, logger);
        _lock = WriterLock.Take(Path.ChangeExtension(file, ".lock"));
    }

    /// <summary>Takes the store's lock, makes its file when there is none, and opens it.</summary>
    public static SqliteWriter Open(string file, SqliteFormat format, SqliteWriterOptions options, bool syncEveryWrite, TimeProvider time, ILogger logger)
    {
        try
        {
            FolderSync.Create(Path.GetDirectoryName(file)!);
            SqliteWriter writer = new(file, format, options, syncEveryWrite, time, logger);
            try
            {
                if (!File.Exists(file))
                {
                    SqliteFile.Create(file, format, source: null, fill: static _ => { }, options.BusyTimeout);
                }

                writer._session = SqliteFile.OpenWriter(file, format, options, syncEveryWrite);
                if (!SqliteFile.TryEmptyWal(writer._session))
                {
                    Log.WalBusyAtOpen(logger, file);
                }

                return writer;
            }
            catch
            {
                writer._session?.Dispose();
                writer._lock.Dispose();
                throw;
            }
        }
        catch (Exception e) when (SqliteErrors.Translate(e, file, options.RetryDelay) is { } known)
        {
            throw known;
        }
    }

    /// <summary>
    /// Runs a step in a transaction of its own. Cancelling stops the wait for the turn, or the wait for a step that began; the step
    /// itself goes on to its end.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The file cannot be written now; the step was undone.</exception>
    /// <param name="step">The step.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <param name="ended">Called in the same turn with whether the step was committed; null for none.</param>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> step, CancellationToken cancellationToken, Action<bool>? ended = null) =>
        TakeTurnAsync(() => Write(step, inTransaction: true, ended), cancellationToken);

    /// <summary>Runs a step between transactions.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be written now.</exception>
    public Task<T> BetweenAsync<T>(Func<SqliteSession, T> step, CancellationToken cancellationToken) =>
        TakeTurnAsync(() => Write(step, inTransaction: false, ended: null), cancellationToken);

    private async Task<T> TakeTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        Task<T> running = Task.Run(
            () =>
            {
                try
                {
                    return work();
                }
                finally
                {
                    _turn.Release();
                }
            },
            CancellationToken.None);
        return await running.WaitAsync(cancellationToken);
    }

    /// <summary>Refuses what comes after closing.</summary>
    /// <exception cref="StoreUnavailableException">The store is closed.</exception>
    public void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new StoreUnavailableException($"The store of '{_file}' is closed.", _options.RetryDelay);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        try
        {
            _closed = true;
            _session?.Dispose();
            _session = null;
            _lock.Dispose();
        }
        finally
        {
            _turn.Release();
        }
    }

    private T Write<T>(Func<SqliteSession, T> step, bool inTransaction, Action<bool>? ended)
    {
        ThrowIfClosed();
        try
        {
            _session ??= Reopen();
            if (!inTransaction)
            {
                return step(_session);
            }

            _session.Begin();
            T result = step(_session);
            _session.Commit();
            ended?.Invoke(true);
            _wal.AfterCommit(_session);
            return result;
        }
        catch (Exception e)
        {
            Undo(e);
            ended?.Invoke(false);
            if (SqliteErrors.Translate(e, _file, _options.RetryDelay) is { } known)
            {
                Log.WriteFailed(_logger, _file, e);
                throw known;
            }

            throw;
        }
    }

    private SqliteSession Reopen()
    {
        SqliteSession session = SqliteFile.OpenWriter(_file, _format, _options, _syncEveryWrite);
        try
        {
            if (!SqliteFile.TryEmptyWal(session))
            {
                throw new StoreUnavailableException($"'{_file}' recovers from an error and waits for its readers.", _options.RetryDelay);
            }

            Log.Recovered(_logger, _file);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private void Undo(Exception cause)
    {
        bool undone = _session?.TryRollback() ?? false;
        bool fileIsAsItWas = SqliteErrors.IsBusy(cause) || SqliteErrors.Translate(cause, _file, default) is null;
        if (!undone || !fileIsAsItWas)
        {
            _session?.Dispose();
            _session = null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(9010, LogLevel.Warning, "Write-ahead log of {File} could not be emptied at the start: a reader is in the way")]
        public static partial void WalBusyAtOpen(ILogger logger, string file);

        [LoggerMessage(9011, LogLevel.Error, "Write to {File} failed and was undone")]
        public static partial void WriteFailed(ILogger logger, string file, Exception exception);

        [LoggerMessage(9012, LogLevel.Information, "{File} is written again after an error")]
        public static partial void Recovered(ILogger logger, string file);
    }
}
