using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Checking;

/// <summary>A handle of a stream and the circuit that it means. Belongs to its <see cref="HandleTable"/>.</summary>
/// <param name="declaration">The handle and the circuit's name; log records share this message, so it is never changed.</param>
internal sealed class DeclaredCircuit(CircuitHandle declaration)
{
    /// <summary>The handle and the circuit's name.</summary>
    public CircuitHandle Declaration { get; set; } = declaration;

    /// <summary>Resource name of the circuit, or the beginning of what was declared in its place.</summary>
    public string Name => Declaration.Circuit;

    /// <summary>Whether samples may be stored.</summary>
    public CircuitStanding Standing { get; set; }

    /// <summary>Why samples are refused when <see cref="Standing"/> is <see cref="CircuitStanding.Crowded"/>; null otherwise.</summary>
    public string? Crowded { get; set; }

    /// <summary>Number of the last check that accepted a sample of this circuit; tells which circuits a record must name.</summary>
    public long LastUse { get; set; }
}
