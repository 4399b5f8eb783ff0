using System.Runtime.InteropServices;

namespace Telecom.Storage.Sqlite.Files;

/// <summary>
/// Makes names durable. fsync of a file keeps its content, not its entry in the folder (fsync(2)); .NET cannot open a folder, so the
/// three calls are made directly. On Windows the file system's journal does it and nothing is to be done.
/// </summary>
internal static partial class FolderSync
{
    /// <summary>Makes a folder with its parents; their entries are durable when it returns.</summary>
    public static void Create(string folder)
    {
        List<string> parents = [];
        for (string? at = Path.GetFullPath(folder); at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
        {
            if (Path.GetDirectoryName(at) is { } parent)
            {
                parents.Add(parent);
            }
        }

        Directory.CreateDirectory(folder);
        parents.ForEach(Sync);
    }

    /// <summary>Makes the entries of a folder durable.</summary>
    /// <exception cref="IOException">The folder could not be synced.</exception>
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, 0);
        if (descriptor < 0)
        {
            throw Failure("open", folder);
        }

        try
        {
            if (FSync(descriptor) != 0)
            {
                throw Failure("fsync", folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string call, string folder)
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException($"{call} of folder '{folder}' failed: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
