namespace Telecom.Ingestion.Otlp;

/// <summary>What becomes of points that no mapping takes.</summary>
public enum UnmappedPoints
{
    /// <summary>Rejected, with the reason in the partial success.</summary>
    Reject,

    /// <summary>Accepted, dropped and counted.</summary>
    Ignore,
}
