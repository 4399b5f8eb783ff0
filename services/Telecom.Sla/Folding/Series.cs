namespace Telecom.Sla.Folding;

/// <summary>What one agent measures of one circuit. One object for each, so that looking it up again costs no hash of its names.</summary>
/// <param name="circuit">Resource name of the circuit.</param>
/// <param name="agent">Resource name of the agent.</param>
internal sealed class Series(string circuit, string agent)
{
    /// <summary>Resource name of the circuit.</summary>
    public string Circuit { get; } = circuit;

    /// <summary>Resource name of the agent.</summary>
    public string Agent { get; } = agent;
}
