using Telecom.Storage.Copy;
using Telecom.Storage.Sqlite.Cells;
using Telecom.Storage.Sqlite.Days;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Copy;

/// <summary>
/// Checks the files of a data folder: SQLite's integrity check of every page and index, the layout, what must hold within a file, and what
/// must hold between the log and the cells. Reads only, over snapshots, so that services may run meanwhile.
/// </summary>
public static class SqliteStoreCheck
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Checks a folder and the services' folders in it.</summary>
    /// <param name="root">The data folder.</param>
    /// <param name="progress">Told about each file when it begins; null for nobody.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <exception cref="StoreCopyException">The folder does not exist, or no store is in it.</exception>
    public static Task<StoreCheckReport> RunAsync(string root, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        return Task.Run(() => Run(Path.GetFullPath(root), progress, cancellationToken), cancellationToken);
    }

    private static StoreCheckReport Run(string root, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoreFile> files = Files(root);
        List<StoreFileReport> reports = [];
        for (int i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new StoreProgress(Path.GetRelativePath(root, files[i].Path), i, files.Count, "files"));
            if (Check(root, files[i]) is { } report)
            {
                reports.Add(report);
            }
        }

        bool readable = reports.TrueForAll(static report => report.Problems.Count == 0);
        return new StoreCheckReport(reports, readable ? [.. Between(root, files)] : []);
    }

    /// <summary>The files of a folder, one at least.</summary>
    internal static IReadOnlyList<StoreFile> Files(string root)
    {
        if (!Directory.Exists(root))
        {
            throw new StoreCopyException($"'{root}': there is no such folder.");
        }

        IReadOnlyList<StoreFile> files = StoreFile.In(root);
        return files.Count > 0
            ? files
            : throw new StoreCopyException($"'{root}': there is no store in it; expected log-….db, cells.db or events.db there or in a folder of a service in it.");
    }

    // Null for a day of the log that was removed meanwhile.
    private static StoreFileReport? Check(string root, StoreFile file)
    {
        string name = Path.GetRelativePath(root, file.Path);
        try
        {
            using SqliteSession session = SqliteSession.OpenReader(file.Path, BusyTimeout);
            string[] problems = [.. FileChecks.Of(session, file)];
            return new StoreFileReport(name, file.Format.Kind, file.Bytes, problems.Length == 0 ? FileChecks.Content(session, file) : "damaged", problems);
        }
        catch (Exception e) when (SqliteErrors.Translate(e, file.Path, default) is not null || e is StoreFileException)
        {
            return file.Day is not null && !File.Exists(file.Path)
                ? null
                : new StoreFileReport(name, file.Format.Kind, file.Bytes, "unreadable", [e.Message]);
        }
    }

    private static IEnumerable<string> Between(string root, IReadOnlyList<StoreFile> files)
    {
        string? cells = files.FirstOrDefault(static file => file.Format == CellsFile.Format)?.Path;
        string? log = files.FirstOrDefault(static file => file.Format == DayFile.Format)?.Path;
        try
        {
            return new PositionChecks(Path.GetDirectoryName(log), cells, BusyTimeout).Run();
        }
        catch (Exception e) when (SqliteErrors.Translate(e, root, default) is not null || e is StoreFileException or StoreUnavailableException)
        {
            return [e.Message];
        }
    }
}
