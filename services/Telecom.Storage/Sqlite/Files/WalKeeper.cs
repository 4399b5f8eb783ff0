using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Telecom.Storage.Sqlite.Files;

/// <summary>
/// Keeps a write-ahead log from growing without bound. SQLite starts the log anew when a writer finds no reader in it; under readers
/// that overlap all the time that moment never comes, so beyond a size the writer waits for it.
/// </summary>
/// <param name="options">The size, and how long to wait for readers.</param>
/// <param name="time">Clock for the pause between attempts.</param>
/// <param name="logger">Where to say that readers keep the log from shrinking.</param>
internal sealed partial class WalKeeper(SqliteWriterOptions options, TimeProvider time, ILogger logger)
{
    // An attempt may cost a whole busy timeout: not at every commit.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private long? _failedAt;

    /// <summary>Called after a commit, which stands whatever happens here; so nothing is thrown.</summary>
    public void AfterCommit(SqliteSession session)
    {
        if (new FileInfo(session.File + "-wal") is not { Exists: true } wal || wal.Length <= options.MaxWalBytes)
        {
            return;
        }

        if (_failedAt is { } failedAt && time.GetElapsedTime(failedAt) < Pause)
        {
            return;
        }

        _failedAt = null;
        Exception? cause = null;
        try
        {
            if (SqliteFile.TryEmptyWal(session))
            {
                return;
            }
        }
        catch (SqliteException e)
        {
            cause = e;
        }

        _failedAt = time.GetTimestamp();
        Log.WalTooLarge(logger, session.File, options.MaxWalBytes, cause);
    }

    private static partial class Log
    {
        [LoggerMessage(9001, LogLevel.Warning, "Write-ahead log of {File} is larger than {MaxWalBytes} bytes and cannot be emptied now")]
        public static partial void WalTooLarge(ILogger logger, string file, long maxWalBytes, Exception? exception);
    }
}
