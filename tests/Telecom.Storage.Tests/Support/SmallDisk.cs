namespace Telecom.Storage.Tests.Support;

/// <summary>A file system that is soon full.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    public SmallDisk(int megabytes)
    {
        (int exitCode, string output) = Mount(_folder.Path, megabytes);
        if (exitCode != 0)
        {
            _folder.Dispose();
            throw new IOException($"mount: {output}");
        }
    }

    public string Path => _folder.Path;

    /// <summary>Null when such a file system can be mounted, else why not.</summary>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "mounting a tmpfs needs root on Linux";
        }

        using TempFolder folder = new();
        try
        {
            (int exitCode, string output) = Mount(folder.Path, 1);
            return exitCode == 0 && Tool.Run("umount", folder.Path).ExitCode == 0 ? null : $"a tmpfs cannot be mounted here: {output.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"mount is not installed: {e.Message}";
        }
    }

    /// <summary>Takes all space that is left; disposing gives it back.</summary>
    public IDisposable Fill()
    {
        string file = System.IO.Path.Combine(Path, "ballast");
        using FileStream ballast = System.IO.File.Create(file);
        byte[] block = new byte[4096];
        try
        {
            // Bounded: no test mounts more than this.
            for (int i = 0; i < 1 << 20; i++)
            {
                ballast.Write(block);
                ballast.Flush();
            }
        }
        catch (IOException)
        {
            return new Ballast(file);
        }

        throw new InvalidOperationException("The disk never got full.");
    }

    public void Dispose()
    {
        (int exitCode, string output) = Tool.Run("umount", _folder.Path);
        Assert.True(exitCode == 0, output);
        _folder.Dispose();
    }

    private static (int ExitCode, string Output) Mount(string folder, int megabytes) =>
        Tool.Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder);

    private sealed class Ballast(string file) : IDisposable
    {
        public void Dispose() => System.IO.File.Delete(file);
    }
}
