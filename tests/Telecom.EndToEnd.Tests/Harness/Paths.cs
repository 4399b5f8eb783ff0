namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>Where things are, from the folder that the test runs in: {artifacts}/bin/{project}/{configuration}.</summary>
internal static class Paths
{
    private static readonly DirectoryInfo Own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>The root of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    public static string Program(string project, string assembly)
    {
        string path = Path.Combine(Own.Parent!.Parent!.FullName, project, Own.Name, assembly + ".dll");
        Assert.True(File.Exists(path), $"{path} is missing: build the solution first");
        return path;
    }

    private static string FindRoot()
    {
        string? start = Environment.GetEnvironmentVariable("TELECOM_ROOT") ?? AppContext.BaseDirectory;
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
