namespace Telecom.Gateway.Audit;

/// <summary>What becomes of writes while the audit log cannot be written.</summary>
internal enum AuditFailureMode
{
    /// <summary>They are refused: nothing is changed that leaves no trace.</summary>
    Refuse,

    /// <summary>They go on; entries that find no room are counted as lost.</summary>
    Continue,
}
