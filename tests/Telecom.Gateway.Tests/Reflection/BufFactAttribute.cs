using Telecom.EndToEnd.Tests.Harness;

namespace Telecom.Gateway.Tests.Reflection;

/// <summary>A test that needs buf, which comes with "npm ci"; without it the test is skipped and says so.</summary>
internal sealed class BufFactAttribute : FactAttribute
{
    public BufFactAttribute() => Skip = File.Exists(Buf) ? null : "npm ci has not run, buf is missing";

    /// <summary>Where it is.</summary>
    public static string Buf { get; } = Path.Combine(Paths.Root, "node_modules", ".bin", "buf");
}
