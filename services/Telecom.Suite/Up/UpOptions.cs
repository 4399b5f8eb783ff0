namespace Telecom.Suite;

/// <summary>What "telecom up" was asked for.</summary>
/// <param name="DataDirectory">Data folder, absolute.</param>
/// <param name="Listen">Address of the gateway.</param>
/// <param name="Demo">Register the demonstration customer and run the agent.</param>
/// <param name="Once">End after the first verdict.</param>
/// <param name="MeasureGateway">Measure the default gateway too.</param>
/// <param name="FirstVerdict">Longest wait for the first verdict.</param>
internal sealed record UpOptions(string DataDirectory, string Listen, bool Demo, bool Once, bool MeasureGateway, TimeSpan FirstVerdict)
{
    /// <summary>Redis server or nodes of a cluster to store in, "host:port"; empty for the engine that is configured, by default the embedded one.</summary>
    public IReadOnlyList<string> Redis { get; init; } = [];
}
