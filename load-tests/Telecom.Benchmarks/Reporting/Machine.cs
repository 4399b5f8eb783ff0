using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Telecom.Benchmarks.Reporting;

/// <summary>Where the figures come from.</summary>
/// <param name="Processor">Model of the processor.</param>
/// <param name="Cores">Processors that this process may use.</param>
/// <param name="MemoryGiB">Memory.</param>
/// <param name="Kernel">Operating system.</param>
/// <param name="Runtime">.NET.</param>
/// <param name="FileSystem">Type of the file system that the stores lay on.</param>
/// <param name="LoadAverage">Load of the machine over the last minute when the run began: far above 0 means that others used it too.</param>
/// <param name="Commit">Commit of the checkout, with "+changes" when the work tree differs from it; empty outside of a checkout.</param>
internal sealed record Machine(
    string Processor, int Cores, double MemoryGiB, string Kernel, string Runtime, string FileSystem, string LoadAverage, string Commit)
{
    /// <summary>Reads it.</summary>
    /// <param name="folder">Folder that the stores lie in.</param>
    /// <param name="checkout">Root of the checkout; null when there is none.</param>
    public static Machine Read(string folder, string? checkout) => new(
        Field("/proc/cpuinfo", "model name"),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024.0 / 1024 / 1024, 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        TypeOf(folder),
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "",
        CommitOf(checkout));

    private static string Field(string file, string name) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "" : "";

    private static string TypeOf(string folder)
    {
        string path = Path.GetFullPath(folder);
        return !File.Exists("/proc/mounts") ? "" : File.ReadLines("/proc/mounts")
            .Select(line => line.Split(' '))
            .Where(mount => mount[1] == "/" || path == mount[1] || path.StartsWith(mount[1] + "/", StringComparison.Ordinal))
            .OrderByDescending(mount => mount[1].Length)
            .First()[2];
    }

    private static string CommitOf(string? checkout)
    {
        if (checkout is null || !Directory.Exists(Path.Combine(checkout, ".git")))
        {
            return "";
        }

        string commit = Git(checkout, "rev-parse", "--short=12", "HEAD");
        return commit.Length > 0 && Git(checkout, "status", "--porcelain", "-uno").Length > 0 ? commit + "+changes" : commit;
    }

    private static string Git(string checkout, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("git", ["-C", checkout, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            string output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
