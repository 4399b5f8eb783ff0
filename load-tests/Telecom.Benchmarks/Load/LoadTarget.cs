using Telecom.Benchmarks.Servers;
using Telecom.Hosting;

namespace Telecom.Benchmarks.Load;

/// <summary>A server that takes StreamSamples.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Address">h2c address.</param>
/// <param name="Processes">All processes whose processor time is the server's, by name.</param>
/// <param name="TokenOf">The token of an agent.</param>
internal sealed record LoadTarget(string Name, string Address, IReadOnlyDictionary<string, int> Processes, Func<string, string> TokenOf)
{
    /// <summary>The ingestion service of a set, with the measurement service and the store where the set has them.</summary>
    public static LoadTarget Of(string name, ServiceSet set) => new(name, set.Address(ServiceNames.Ingestion), set.Processes, set.AgentToken);

    /// <summary>Processor time of each of its processes, seconds, by name.</summary>
    public IReadOnlyDictionary<string, double> ProcessorSeconds() => Processes.ToDictionary(p => p.Key, p => ProcessorClock.SecondsOf([p.Value]));
}
