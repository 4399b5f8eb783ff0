namespace Telecom.Benchmarks.Servers;

/// <summary>Names of the engines.</summary>
internal static class EngineNames
{
    /// <summary>As in configuration and on the command line.</summary>
    public static string Name(this Engine engine) => engine switch
    {
        Engine.Redis => "redis",
        _ => "sqlite",
    };
}
