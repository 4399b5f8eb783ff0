using Telecom.Storage.Sqlite.Cells;
using Telecom.Storage.Sqlite.Days;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Copy;

/// <summary>A file of the embedded engine.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Format">Its layout.</param>
/// <param name="Day">The day, for a file of the log.</param>
internal sealed record StoreFile(string Path, SqliteFormat Format, LogDay? Day)
{
    /// <summary>The file of records beside it, for a file of the log.</summary>
    public string? Records => Day is null ? null : System.IO.Path.ChangeExtension(Path, LogDay.RecordsSuffix);

    /// <summary>Its size with what belongs to it, in bytes.</summary>
    public long Bytes => Length(Path) + Length(Path + "-wal") + (Records is { } records ? Length(records) : 0);

    /// <summary>
    /// The files in a data folder and in the services' folders in it: cells first, then the log from its newest day back, then events. A
    /// log only grows, so whatever is read of it after the cells reaches at least as far as they say.
    /// </summary>
    public static IReadOnlyList<StoreFile> In(string root)
    {
        string[] folders = [root, .. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)];
        return
        [
            .. folders.SelectMany(static folder => Named(folder, SqliteMeasurementStore.FileName, CellsFile.Format)),
            .. folders.SelectMany(static folder => LogDay.In(folder).Reverse().Select(day => new StoreFile(System.IO.Path.Combine(folder, day.FileName), DayFile.Format, day))),
            .. folders.SelectMany(static folder => Named(folder, SqliteEventStore.FileName, SqliteEventStore.Format)),
        ];
    }

    private static IEnumerable<StoreFile> Named(string folder, string name, SqliteFormat format) =>
        File.Exists(System.IO.Path.Combine(folder, name)) ? [new StoreFile(System.IO.Path.Combine(folder, name), format, null)] : [];

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
