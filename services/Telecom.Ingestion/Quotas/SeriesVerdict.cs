namespace Telecom.Ingestion.Quotas;

/// <summary>Whether a series may be written.</summary>
internal enum SeriesVerdict
{
    /// <summary>It may, and came today before.</summary>
    Known,

    /// <summary>It may, and this is the first time, or the first today: it is to be remembered.</summary>
    Noted,

    /// <summary>The agent has as many as it may.</summary>
    AgentFull,

    /// <summary>The customer has as many as it may.</summary>
    CustomerFull,
}
