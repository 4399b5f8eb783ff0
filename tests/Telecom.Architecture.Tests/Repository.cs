using System.Diagnostics;

namespace Telecom.Architecture.Tests;

/// <summary>The files of the checkout, as git knows them or, in an export without git, as they lie there.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with "/".</summary>
    public static IReadOnlyList<string> Files { get; } = List();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IReadOnlyList<string> List()
    {
        string[] known = AskGit() is { } listed ? listed.Split('\n', StringSplitOptions.RemoveEmptyEntries) : Walk();
        Assert.NotEmpty(known);
        return [.. known.Where(f => File.Exists(Path.Combine(Root, f)))];
    }

    private static string? AskGit()
    {
        try
        {
            using Process git = Process.Start(new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"])
            {
                WorkingDirectory = Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 && output.Length > 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string[] Walk() => [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
        .Where(f => !f.Split('/').Any(part => part is "artifacts" or "node_modules" or ".git" or "data" or "bin" or "obj"))];

    private static string FindRoot()
    {
        string start = Environment.GetEnvironmentVariable("TELECOM_ROOT") ?? AppContext.BaseDirectory;
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Telecom.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no Telecom.sln above {start}; set TELECOM_ROOT");
    }
}
