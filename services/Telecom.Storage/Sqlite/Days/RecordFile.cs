using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// The bytes of a day: groups of appends one after another, each with its checksum (<see cref="GroupFrame"/>). It is the log; the database
/// beside it is its index and what deduplication knows. Written once, where a record in SQLite is written twice, and one sync makes a
/// group durable.
/// </summary>
internal sealed partial class RecordFile : IDisposable
{
    // posix_fadvise(2): its POSIX_FADV_DONTNEED, the same on every Linux but s390.
    private const int DontNeed = 4;
    private const long DropAtOnce = 16 << 20;
    private readonly SafeFileHandle _file;
    private long _dropped;

    private RecordFile(string path, SafeFileHandle file)
    {
        Path = path;
        _file = file;
        _dropped = Length;
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>Its length, in bytes.</summary>
    public long Length => RandomAccess.GetLength(_file);

    /// <summary>Makes an empty file, or empties what an interrupted creation left. The caller syncs the folder.</summary>
    public static void Create(string path) => File.OpenHandle(path, FileMode.Create, FileAccess.Write).Dispose();

    /// <summary>Opens a file to write to it.</summary>
    /// <exception cref="StoreFileException">It is not there.</exception>
    public static RecordFile Open(string path) => new(path, OpenHandle(path, FileAccess.ReadWrite));

    /// <summary>Opens a file to read from it.</summary>
    /// <exception cref="StoreFileException">It is not there.</exception>
    public static SafeFileHandle OpenToRead(string path) => OpenHandle(path, FileAccess.Read);

    /// <summary>Writes buffers one after another.</summary>
    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> buffers, long offset) => RandomAccess.Write(_file, buffers, offset);

    /// <summary>Makes what was written durable.</summary>
    /// <exception cref="IOException">It may not be; see <see cref="DayRecovery"/>.</exception>
    public void Sync()
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(_file);
            return;
        }

        // fdatasync(2) leaves out the times, which nobody needs, and keeps the length, which a reader does.
        if (FDataSync(_file) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            throw new IOException($"fdatasync of '{Path}' failed: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }
    }

    /// <summary>
    /// Gives memory of the system's file cache back, but for the newest bytes. The log is written once and read soon after; its old bytes
    /// would push everything else out of memory, and each new one would need fresh memory, which on a virtual machine may cost more than
    /// the write itself. What comes late is read from the disk.
    /// </summary>
    /// <param name="end">Up to where the file is written and synced.</param>
    /// <param name="keep">Newest bytes to keep; 0 keeps all.</param>
    public void Forget(long end, long keep)
    {
        if (OperatingSystem.IsLinux() && keep > 0 && end - keep - _dropped >= DropAtOnce)
        {
            // A hint: whether it was taken changes nothing that is read.
            _ = PosixFAdvise(_file, _dropped, end - keep - _dropped, DontNeed);
            _dropped = end - keep;
        }
    }

    /// <summary>Reads a whole piece.</summary>
    /// <exception cref="StoreFileException">The file ends before.</exception>
    public static void Read(SafeFileHandle file, Span<byte> into, long offset, string path)
    {
        int done = 0;
        while (done < into.Length)
        {
            int some = RandomAccess.Read(file, into[done..], offset + done);
            if (some == 0)
            {
                throw SqliteErrors.Damaged(path, $"it ends at byte {offset + done}, in the middle of what its index says");
            }

            done += some;
        }
    }

    /// <summary>Reads a whole piece.</summary>
    public void Read(Span<byte> into, long offset) => Read(_file, into, offset, Path);

    /// <summary>Cuts off what follows the last group.</summary>
    public void Truncate(long length) => RandomAccess.SetLength(_file, length);

    public void Dispose() => _file.Dispose();

    private static SafeFileHandle OpenHandle(string path, FileAccess access)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException e)
        {
            throw SqliteErrors.Damaged(path, "it is missing, and its index is there", e);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int PosixFAdvise(SafeFileHandle file, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FDataSync(SafeFileHandle file);
}
