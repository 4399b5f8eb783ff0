using Microsoft.Data.Sqlite;

namespace Telecom.Storage.Sqlite.Files;

/// <summary>What an SQLite result code (https://www.sqlite.org/rescode.html) means to a caller of a store.</summary>
internal static class SqliteErrors
{
    private const int Error = 1;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int Interrupted = 9;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;
    private const int NotADatabase = 26;

    /// <summary>True when another connection was in the way and the file is as it was.</summary>
    public static bool IsBusy(Exception e) => e is SqliteException { SqliteErrorCode: Busy or Locked };

    /// <summary>The exception that a store's caller should see; null when the error is a defect of the program.</summary>
    public static Exception? Translate(Exception e, string file, TimeSpan retryAfter) => e switch
    {
        // The statements fit the layout that the file says it has: one that does not means that the layout was damaged; so does a value
        // of another type than was written.
        SqliteException { SqliteErrorCode: Error or Corrupt or NotADatabase } => Damaged(file, e.Message, e),
        // The driver's own method may be inlined into ours, and then it is not the source.
        InvalidCastException or InvalidOperationException { Source: "Microsoft.Data.Sqlite" } => Damaged(file, e.Message, e),
        InvalidOperationException when e.Message.StartsWith("The data is NULL", StringComparison.Ordinal) => Damaged(file, e.Message, e),
        SqliteException { SqliteErrorCode: Busy or Locked or NoMemory or ReadOnly or Interrupted or InputOutput or Full or CannotOpen or Protocol } =>
            new StoreUnavailableException($"'{file}' cannot be used now: {e.Message}", retryAfter, e),
        IOException or UnauthorizedAccessException => new StoreUnavailableException($"'{file}' cannot be used now: {e.Message}", retryAfter, e),
        _ => null,
    };

    /// <summary>A torn or damaged file.</summary>
    public static StoreFileException Damaged(string file, string how, Exception? cause = null) =>
        new(file, StoreFileProblem.Damaged, $"'{file}' is damaged ({how}). Restore it from a copy, or move it away to begin without what it held.", cause);
}
