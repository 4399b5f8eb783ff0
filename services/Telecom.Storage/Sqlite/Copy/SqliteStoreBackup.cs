using System.Text;
using Telecom.Storage.Copy;
using Telecom.Storage.Sqlite.Cells;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Copy;

/// <summary>
/// Backs up the files of a data folder while services run. Cells are copied before the log: they may be behind a log and are folded on
/// from it, but a log that is behind its cells would never be folded where they were. The finished backup is checked as a whole, and has a
/// file SHA256SUMS in the format of sha256sum, written last: a folder without it is no finished backup.
/// </summary>
public static class SqliteStoreBackup
{
    /// <summary>Name of the file with the sums.</summary>
    public const string SumsFile = "SHA256SUMS";

    // Leases of services that run at the source mean nothing at the copy.
    private const string NoOwners = "UPDATE partition SET owner = NULL";

    /// <summary>Makes a backup.</summary>
    /// <param name="root">The data folder.</param>
    /// <param name="to">Folder of the backup; made when it is absent, else it must be empty.</param>
    /// <param name="progress">Told how many pages of which file are copied; null for nobody.</param>
    /// <param name="cancellationToken">Stops the backup; what was copied stays there, without the file of sums.</param>
    /// <exception cref="StoreCopyException">There is nothing to back up, or the target cannot take it.</exception>
    /// <exception cref="StoreUnavailableException">A file cannot be read or written now.</exception>
    /// <exception cref="StoreFileException">A file is damaged.</exception>
    public static Task<StoreBackupReport> RunAsync(string root, string to, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        ArgumentException.ThrowIfNullOrWhiteSpace(to);
        return Task.Run(() => CopyAllAsync(Path.GetFullPath(root), Path.GetFullPath(to), progress, cancellationToken), cancellationToken);
    }

    private static async Task<StoreBackupReport> CopyAllAsync(string root, string to, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoreFile> files = SqliteStoreCheck.Files(root);
        Prepare(root, to, files);
        List<(string File, long Bytes, string Sha256)> done = [];
        foreach (StoreFile file in files)
        {
            done.AddRange(Copy(file, root, to, progress, cancellationToken));
        }

        StoreCheckReport check = await SqliteStoreCheck.RunAsync(to, progress, cancellationToken);
        RemoveReaderFiles(to, done.Select(static file => file.File));
        if (check.IsSound)
        {
            WriteSums(to, done);
        }

        return new StoreBackupReport(done, check);
    }

    private static void Prepare(string root, string to, IReadOnlyList<StoreFile> files)
    {
        if (to == root || to.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new StoreCopyException($"'{to}' is in the data folder itself; a backup belongs elsewhere, best on another disk.");
        }

        try
        {
            if (Directory.Exists(to) && Directory.EnumerateFileSystemEntries(to).Any())
            {
                throw new StoreCopyException($"'{to}' is not empty; give a folder that is, or one that does not exist yet.");
            }

            FolderSync.Create(to);
            long needed = files.Sum(static file => file.Bytes);
            long free = new DriveInfo(to).AvailableFreeSpace;
            if (free < needed)
            {
                throw new StoreCopyException(FormattableString.Invariant($"'{to}' has {free} bytes free, and the backup needs up to {needed}."));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreCopyException($"'{to}' cannot be written: {e.Message}", e);
        }
    }

    // Nothing for a day of the log that was removed meanwhile. The index before the records, which then reach at least as far.
    private static List<(string File, long Bytes, string Sha256)> Copy(
        StoreFile file, string root, string to, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        List<(string File, long Bytes, string Sha256)> copies = [];
        try
        {
            string name = Path.GetRelativePath(root, file.Path);
            FolderSync.Create(Path.GetDirectoryName(Path.Combine(to, name))!);
            (long bytes, string sum) = FileBackup.Copy(
                file.Path, Path.Combine(to, name), file.Format == CellsFile.Format ? NoOwners : null, (pages, of) => progress?.Report(new StoreProgress(name, pages, of, "pages")), cancellationToken);
            copies.Add((name, bytes, sum));
            if (file.Records is { } records)
            {
                string beside = Path.GetRelativePath(root, records);
                (bytes, sum) = FileBackup.CopyAppended(
                    records, Path.Combine(to, beside), (done, of) => progress?.Report(new StoreProgress(beside, done, of, "bytes")), cancellationToken);
                copies.Add((beside, bytes, sum));
            }

            return copies;
        }
        catch (Exception e) when (SqliteErrors.Translate(e, file.Path, TimeSpan.FromSeconds(1)) is { } known)
        {
            if (file.Day is null || File.Exists(file.Path))
            {
                throw known;
            }

            copies.ForEach(copy => File.Delete(Path.Combine(to, copy.File)));
            return [];
        }
    }

    // What the check's connections left: nothing was written, so there is nothing in them.
    private static void RemoveReaderFiles(string to, IEnumerable<string> names)
    {
        foreach (string name in names.Where(static name => name.EndsWith(".db", StringComparison.Ordinal)))
        {
            FileInfo log = new(Path.Combine(to, name + "-wal"));
            if (!log.Exists || log.Length == 0)
            {
                log.Delete();
                File.Delete(Path.Combine(to, name + "-shm"));
            }
        }
    }

    private static void WriteSums(string to, IEnumerable<(string File, long Bytes, string Sha256)> files)
    {
        StringBuilder sums = new();
        foreach ((string file, _, string sum) in files)
        {
            sums.Append(sum).Append("  ").Append(file.Replace(Path.DirectorySeparatorChar, '/')).Append('\n');
        }

        using (FileStream stream = new(Path.Combine(to, SumsFile), FileMode.CreateNew))
        {
            stream.Write(Encoding.UTF8.GetBytes(sums.ToString()));
            stream.Flush(flushToDisk: true);
        }

        FolderSync.Sync(to);
    }
}
