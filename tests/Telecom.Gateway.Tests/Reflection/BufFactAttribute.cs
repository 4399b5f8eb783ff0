namespace Telecom.Gateway.Tests.Reflection;

/// <summary>A test that needs buf, which comes with "npm ci"; without it the test is skipped and says so.</summary>
internal sealed class BufFactAttribute : FactAttribute
{
    public BufFactAttribute() => Skip = File.Exists(Buf) ? null : "npm ci has not run, buf is missing";

    /// <summary>Where it is.</summary>
    public static string Buf { get; } = Path.Combine(Root(), "node_modules", ".bin", "buf");

    private static string Root()
    {
        DirectoryInfo? folder = new(Environment.GetEnvironmentVariable("TELECOM_ROOT") ?? AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Telecom.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("no Telecom.sln above; set TELECOM_ROOT");
    }
}
