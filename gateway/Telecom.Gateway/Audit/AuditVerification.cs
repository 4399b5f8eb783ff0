namespace Telecom.Gateway.Audit;

/// <summary>What a check of a chain found.</summary>
/// <param name="Entries">Entries before the first break; all of them when there is none.</param>
/// <param name="File">File of the first break; null when the chain is whole.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Defect">What is wrong there; null when the chain is whole.</param>
/// <param name="LastHash">SHA-256 of the last good entry, 64 hexadecimal digits; empty when there is none.</param>
public sealed record AuditVerification(long Entries, string? File, int Line, string? Defect, string LastHash)
{
    /// <summary>True when the chain is whole.</summary>
    public bool IsWhole => Defect is null;
}
