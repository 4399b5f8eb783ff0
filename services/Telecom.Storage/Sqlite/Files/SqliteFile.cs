namespace Telecom.Storage.Sqlite.Files;

/// <summary>
/// How files come to be and are opened. A file is built under another name and renamed when it is whole and synced, so that under its
/// own name there is never a half-made one, whatever interrupts the making.
/// </summary>
internal static class SqliteFile
{
    private const string NewPrefix = "new-";

    /// <summary>Makes a file whole, or not at all.</summary>
    /// <param name="file">Its path; there must be no file yet.</param>
    /// <param name="format">Its layout.</param>
    /// <param name="source">Existing file that the first content comes from, attached as "source"; null for none.</param>
    /// <param name="fill">Writes the first content, inside the transaction that makes the tables.</param>
    /// <param name="busyTimeout">Longest wait for a lock of the source.</param>
    public static void Create(string file, SqliteFormat format, string? source, Action<SqliteSession> fill, TimeSpan busyTimeout)
    {
        string folder = Path.GetDirectoryName(file)!;
        string unfinished = Path.Combine(folder, NewPrefix + Path.GetFileName(file));
        RemoveUnfinished(folder, Path.GetFileName(file));
        using (SqliteSession session = SqliteSession.OpenNew(unfinished, busyTimeout))
        {
            // A rollback journal while it is built: then everything is in the one file that is renamed.
            session.Run(FormattableString.Invariant($"PRAGMA page_size={format.PageSize}; PRAGMA auto_vacuum={(format.GivesBack ? 2 : 0)}; PRAGMA synchronous=FULL;"));
            if (source is not null)
            {
                session.Execute("ATTACH $1 AS source", source);
            }

            session.Begin();
            session.Run(FormattableString.Invariant(
                $"PRAGMA main.application_id={format.ApplicationId}; PRAGMA main.user_version={format.Version};"));
            session.Run(format.Tables);
            fill(session);
            session.Commit();
            if (source is not null)
            {
                session.Run("DETACH source");
            }

            UseWal(session);
        }

        if (new FileInfo(unfinished + "-wal") is { Exists: true, Length: > 0 })
        {
            throw new IOException($"'{unfinished}' still has a write-ahead log after it was closed; the file system may be full.");
        }

        System.IO.File.Move(unfinished, file, overwrite: false);
        FolderSync.Sync(folder);
    }

    /// <summary>Removes what an interrupted creation left. Only the holder of the store's writer lock may call it.</summary>
    /// <param name="folder">The store's folder; other stores may share it.</param>
    /// <param name="prefix">How the names of this store's files begin.</param>
    public static void RemoveUnfinished(string folder, string prefix)
    {
        foreach (string left in Directory.EnumerateFiles(folder, NewPrefix + prefix + "*"))
        {
            System.IO.File.Delete(left);
        }
    }

    /// <summary>Opens a whole file to write to it: checked, in WAL mode, with the given sync mode.</summary>
    public static SqliteSession OpenWriter(string file, SqliteFormat format, SqliteWriterOptions options, bool syncEveryWrite)
    {
        SqliteSession session = SqliteSession.OpenExisting(file, options.BusyTimeout);
        try
        {
            format.Check(session);
            UseWal(session);
            session.Run(FormattableString.Invariant($"""
                PRAGMA synchronous={(syncEveryWrite ? "FULL" : "NORMAL")};
                PRAGMA wal_autocheckpoint={options.CheckpointPages};
                PRAGMA cache_size=-32768;
                """));
            format.Upgrade(session);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Moves everything from the write-ahead log into the file and starts the log anew. False when readers were in the way for as long
    /// as the busy timeout. After an I/O error this must succeed before the file may be trusted: a failed fsync leaves pages that look
    /// written and are not, and a second fsync of them succeeds (https://wiki.postgresql.org/wiki/Fsync_Errors); the checkpoint writes
    /// every one of them again, to another file.
    /// </summary>
    public static bool TryEmptyWal(SqliteSession session) => session.Number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;

    /// <summary>
    /// Makes everything committed so far durable, whatever the sync mode: syncs the write-ahead log, then lets it be moved into the file
    /// as far as readers allow. Only the log is opened: closing another handle of the database would drop this process's locks on it
    /// (https://www.sqlite.org/howtocorrupt.html section 2.2).
    /// </summary>
    public static void Sync(SqliteSession writer)
    {
        string wal = writer.File + "-wal";
        if (System.IO.File.Exists(wal))
        {
            using FileStream stream = new(wal, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            stream.Flush(flushToDisk: true);
        }

        writer.Run("PRAGMA wal_checkpoint(PASSIVE)");
    }

    private static void UseWal(SqliteSession session)
    {
        string? mode = session.Text("PRAGMA journal_mode=WAL");
        if (mode != "wal")
        {
            throw new IOException($"'{session.File}' cannot use a write-ahead log (journal mode is {mode}); the folder must be on a local file system.");
        }
    }
}
