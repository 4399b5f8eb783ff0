using System.Globalization;
using System.Text.RegularExpressions;
using Telecom.Hosting;

namespace Telecom.Gateway.Audit;

/// <summary>
/// The files of the log: one a day (UTC), and a chain of its own for each process that writes in the folder at the same time, as the old
/// and the new one of a restart do.
/// </summary>
internal sealed partial class AuditFolder : IDisposable
{
    private const int MostProcesses = 64;

    private readonly FileStream _lock;
    private readonly string _suffix;

    private AuditFolder(string path, FileStream held, int process)
    {
        Path = path;
        _lock = held;
        _suffix = process == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $".{process}");
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Makes the folder when it is missing and takes the first chain that no other process has.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">It cannot be made, or all chains are taken.</exception>
    public static AuditFolder Open(string path)
    {
        PrivateFiles.CreateDirectory(path);
        for (int process = 1; ; process++)
        {
            try
            {
                // Held for the life of the process; the system lets go of it however that ends.
                return new AuditFolder(path, Create(System.IO.Path.Combine(path, $".lock-{process}"), FileShare.None), process);
            }
            catch (IOException) when (process < MostProcesses)
            {
                // Another process has it.
            }
        }
    }

    /// <summary>The file of a day.</summary>
    /// <param name="day">The day, UTC.</param>
    public string FileOf(DateOnly day) => System.IO.Path.Combine(Path, $"audit-{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}{_suffix}.jsonl");

    /// <summary>The files of this chain, the newest first.</summary>
    public IEnumerable<string> NewestFirst() =>
        Directory.EnumerateFiles(Path, $"audit-????-??-??{_suffix}.jsonl").Where(file => DayOf(file) is not null).OrderDescending(StringComparer.Ordinal);

    /// <summary>Deletes the files, of all chains, of days before one.</summary>
    /// <param name="first">The first day that is kept.</param>
    public void DeleteBefore(DateOnly first)
    {
        foreach (string file in Directory.EnumerateFiles(Path, "audit-*.jsonl"))
        {
            if (DayOf(file) < first)
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>The day of a file, UTC; null when it is none of the log's.</summary>
    /// <param name="file">The file.</param>
    public static DateOnly? DayOf(string file)
    {
        Match name = FileName().Match(System.IO.Path.GetFileName(file));
        return name.Success && DateOnly.TryParseExact(
            name.Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : null;
    }

    /// <summary>Opens a file to append to, which nobody else may read: mode 0600.</summary>
    /// <param name="path">The file.</param>
    /// <param name="share">What others may do meanwhile.</param>
    public static FileStream Create(string path, FileShare share)
    {
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    [GeneratedRegex(@"^audit-(?<day>\d{4}-\d{2}-\d{2})(\.\d+)?\.jsonl$")]
    private static partial Regex FileName();
}
