using System.Text;

namespace Telecom.Hosting;

/// <summary>Files that must not be readable by others, and files that are replaced whole.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates a folder with mode 0700 where the platform knows modes; an existing folder keeps its mode.</summary>
    /// <param name="directory">The folder.</param>
    public static void CreateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>
    /// Creates a file with mode 0600 from its first byte on. It appears whole or not at all: it is written and synced under another
    /// name and then moved to its own.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    /// <returns>False when the file exists already; it is then left as it is.</returns>
    public static bool TryCreate(string path, string text)
    {
        if (File.Exists(path))
        {
            return false;
        }

        string temporary = WriteTemporary(path, Encoding.UTF8.GetBytes(text));
        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
            return false;
        }
    }

    /// <summary>Replaces a file atomically: readers see the old bytes or the new ones, also after a crash. Mode 0600.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its new content.</param>
    public static void Replace(string path, ReadOnlySpan<byte> bytes) => File.Move(WriteTemporary(path, bytes), path, overwrite: true);

    private static string WriteTemporary(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using FileStream stream = new(temporary, options);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
        return temporary;
    }
}
