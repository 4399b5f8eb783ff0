namespace Telecom.Ingestion.Checking;

/// <summary>Whether samples of a declared handle may be stored.</summary>
internal enum CircuitStanding
{
    /// <summary>The catalogue has the circuit and it is of the agent's customer.</summary>
    Known,

    /// <summary>The circuit's name is of the agent's customer, but the catalogue does not have it, or not yet.</summary>
    Unknown,

    /// <summary>The catalogue has the circuit, and the agent or its customer writes as many as it may.</summary>
    Crowded,

    /// <summary>The circuit's name is of another customer. Decided by the name alone: whether it exists is not revealed.</summary>
    Foreign,

    /// <summary>The handle means no circuit: it was declared for two, or for a name that no circuit can have.</summary>
    Unusable,
}
