using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Telecom.Agent.Spooling;

/// <summary>Files that survive the loss of power.</summary>
internal static partial class DurableFiles
{
    private const string TemporarySuffix = ".tmp";

    /// <summary>Replaces a file by new content: a reader, also one after a crash, finds the old content or the new, never a part.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="sync">False where the loss of power may take the file back to an older content.</param>
    public static void Replace(string path, ReadOnlySpan<byte> content, bool sync = true)
    {
        string temporary = path + TemporarySuffix;
        using (SafeFileHandle handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, content, 0);
            if (sync)
            {
                RandomAccess.FlushToDisk(handle);
            }
        }

        File.Move(temporary, path, overwrite: true);
        if (sync)
        {
            SyncDirectory(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Makes new and renamed files of a folder durable. Does nothing where a folder cannot be synced.</summary>
    public static void SyncDirectory(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        int descriptor = Open(path, 0);
        if (descriptor < 0)
        {
            throw new IOException($"cannot open the folder {path} to sync it (errno {Marshal.GetLastPInvokeError()})");
        }

        try
        {
            if (Fsync(descriptor) < 0)
            {
                throw new IOException($"cannot sync the folder {path} (errno {Marshal.GetLastPInvokeError()})");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
