using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Copy;

/// <summary>
/// Copies one file while others write it, with SQLite's backup interface (https://www.sqlite.org/backup.html) from within a read
/// transaction: the copy is the file as of that moment, and writers neither wait nor make it begin anew.
/// </summary>
internal static class FileBackup
{
    private const int PagesAtOnce = 4096;
    private const int BytesAtOnce = 1 << 20;

    /// <summary>Copies a file; under its name it is there whole and synced, or not at all.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">The copy; there must be none yet.</param>
    /// <param name="change">Statement to run in the copy before it is finished; null for none.</param>
    /// <param name="progress">Told pages done and pages in all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Size in bytes and SHA-256 of the copy.</returns>
    public static (long Bytes, string Sha256) Copy(string from, string to, string? change, Action<long, long> progress, CancellationToken cancellationToken)
    {
        string unfinished = Path.Combine(Path.GetDirectoryName(to)!, "new-" + Path.GetFileName(to));
        File.Delete(unfinished);
        using (SqliteConnection source = Open(from, SqliteOpenMode.ReadOnly), target = Open(unfinished, SqliteOpenMode.ReadWriteCreate))
        {
            // Pages go to the file as they are; it is synced below, before it gets its name.
            Execute(target, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;");
            Execute(source, "BEGIN; SELECT count(*) FROM sqlite_schema;");
            Copy(source, target, progress, cancellationToken);
            Execute(source, "COMMIT");
            if (change is not null)
            {
                // Without a write-ahead log, so that everything is in the one file; whoever opens it to write makes one again.
                Execute(target, "PRAGMA journal_mode=DELETE; " + change);
            }
        }

        return Finish(unfinished, to);
    }

    /// <summary>
    /// Copies a file that is only ever appended to, as far as it goes when the copy begins. What an index says of it must have been copied
    /// before; a piece at its end that is being written is cut off when the copy is opened.
    /// </summary>
    /// <returns>Size in bytes and SHA-256 of the copy.</returns>
    public static (long Bytes, string Sha256) CopyAppended(string from, string to, Action<long, long> progress, CancellationToken cancellationToken)
    {
        string unfinished = Path.Combine(Path.GetDirectoryName(to)!, "new-" + Path.GetFileName(to));
        using (FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
        using (FileStream target = new(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            byte[] buffer = new byte[BytesAtOnce];
            long length = source.Length;
            for (long done = 0; done < length;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int some = source.Read(buffer, 0, (int)Math.Min(buffer.Length, length - done));
                if (some == 0)
                {
                    break;
                }

                target.Write(buffer, 0, some);
                done += some;
                progress(done, length);
            }
        }

        return Finish(unfinished, to);
    }

    private static (long Bytes, string Sha256) Finish(string unfinished, string to)
    {
        string sum;
        long bytes;
        using (FileStream file = new(unfinished, FileMode.Open, FileAccess.ReadWrite, FileShare.Read))
        {
            file.Flush(flushToDisk: true);
            sum = Convert.ToHexStringLower(SHA256.HashData(file));
            bytes = file.Length;
        }

        File.Move(unfinished, to, overwrite: false);
        FolderSync.Sync(Path.GetDirectoryName(to)!);
        return (bytes, sum);
    }

    private static void Copy(SqliteConnection source, SqliteConnection target, Action<long, long> progress, CancellationToken cancellationToken)
    {
        using sqlite3_backup backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid)
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(target.Handle), target.Handle);
        }

        int code;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            code = raw.sqlite3_backup_step(backup, PagesAtOnce);
            int pages = raw.sqlite3_backup_pagecount(backup);
            progress(pages - raw.sqlite3_backup_remaining(backup), pages);
        }
        while (code == raw.SQLITE_OK);
        if (code != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(code, target.Handle);
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 10 }.ToString());
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
