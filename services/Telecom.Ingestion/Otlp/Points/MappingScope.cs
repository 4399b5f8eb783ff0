using Telecom.Ingestion.Otlp.Mapping;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>Whose points are mapped, and by what is known at that moment.</summary>
/// <param name="Agent">Resource name of the agent.</param>
/// <param name="Customer">Id of its customer.</param>
/// <param name="Mappings">The rules.</param>
/// <param name="FindCircuit">A circuit's resource name, shared, when the catalogue has it; null when not.</param>
/// <param name="States">Last points of cumulative series.</param>
/// <param name="Options">Limits.</param>
/// <param name="NowUs">The server's clock, microseconds since the Unix epoch.</param>
/// <param name="MaxFutureUs">How far in the future an instant may lie, microseconds.</param>
/// <param name="Crowded">Says why the agent may not write a circuit beside those that it writes; null when it may.</param>
internal sealed record MappingScope(
    string Agent,
    string Customer,
    MappingTable Mappings,
    Func<string, string?> FindCircuit,
    CumulativeStates States,
    OtlpOptions Options,
    long NowUs,
    long MaxFutureUs,
    Func<string, string?>? Crowded = null)
{
    /// <summary>What the names of the customer's circuits begin with.</summary>
    public string CircuitPrefix { get; } = $"customers/{Customer}/circuits/";
}
