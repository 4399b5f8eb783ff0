namespace Telecom.Benchmarks.Servers;

/// <summary>Where the programs are that a benchmark starts.</summary>
/// <param name="folder">Folder with a folder per project, {artifacts}/bin; null for the one that this program lies in.</param>
internal sealed class Programs(string? folder)
{
    private static readonly DirectoryInfo Own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>The program of a project, for "dotnet".</summary>
    /// <param name="project">For example "Telecom.Ingestion".</param>
    /// <exception cref="FileNotFoundException">It was not built.</exception>
    public string Of(string project)
    {
        string root = folder ?? Own.Parent!.Parent!.FullName;
        string path = Path.Combine(root, project, Own.Name, project + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: build the solution in the configuration \"{Own.Name}\" first");
    }

    /// <summary>This program, which is also the bare sink.</summary>
    public static string Self => Path.Combine(AppContext.BaseDirectory, "Telecom.Benchmarks.dll");

    /// <summary>A program of the system by its name.</summary>
    /// <exception cref="ToolMissingException">It is not installed.</exception>
    public static string Tool(string name)
    {
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/bin").Append("/usr/sbin");
        return folders.Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists) ?? throw new ToolMissingException(name);
    }
}
