using System.Collections.Concurrent;

namespace Telecom.Storage.Sqlite.Files;

/// <summary>
/// Read-only sessions of one file, kept open between reads. A read holds its session alone, within one transaction, so that it sees one
/// state: all that was committed before it began. The transaction ends before the session is given back, so that none keeps an old state.
/// </summary>
/// <param name="file">Path of the file.</param>
/// <param name="check">Run on every new session; throws when the file is not what it should be.</param>
/// <param name="options">Timeouts.</param>
internal sealed class SqliteReadPool(string file, Action<SqliteSession> check, SqliteStoreOptions options) : IDisposable
{
    private const int MostIdle = 8;
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _disposed;

    /// <summary>Path of the file.</summary>
    public string File { get; } = file;

    /// <summary>Runs a read.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be read now.</exception>
    /// <exception cref="StoreFileException">The file is damaged, or not what it should be.</exception>
    public T Read<T>(Func<SqliteSession, T> read)
    {
        SqliteSession? session = null;
        try
        {
            session = _idle.TryTake(out SqliteSession? kept) ? kept : Open();
            session.BeginRead();
            T result = read(session);
            session.Commit();
            GiveBack(session);
            return result;
        }
        catch (Exception e)
        {
            session?.Dispose();
            if (SqliteErrors.Translate(e, File, options.RetryDelay) is { } known)
            {
                throw known;
            }

            throw;
        }
    }

    /// <summary>Closes what is idle, and from now on every session after its read; a read that comes late still ends well.</summary>
    public void Dispose()
    {
        _disposed = true;
        Drain();
    }

    private SqliteSession Open()
    {
        SqliteSession session = SqliteSession.OpenReader(File, options.BusyTimeout);
        try
        {
            check(session);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private void GiveBack(SqliteSession session)
    {
        if (_disposed || _idle.Count >= MostIdle)
        {
            session.Dispose();
            return;
        }

        _idle.Add(session);
        if (_disposed)
        {
            Drain();
        }
    }

    private void Drain()
    {
        while (_idle.TryTake(out SqliteSession? session))
        {
            session.Dispose();
        }
    }
}
