namespace Telecom.Gateway.Audit;

/// <summary>What the audit knows of a request while it is under way.</summary>
/// <param name="startedAt">When it began, a timestamp of the clock.</param>
/// <param name="presented">Kind and id of what it presented, before it is checked.</param>
internal sealed class AuditScope(long startedAt, (string? Kind, string? Id) presented)
{
    /// <summary>When it began, a timestamp of the clock.</summary>
    public long StartedAt { get; } = startedAt;

    /// <summary>Kind and id of what it presented, before it is checked.</summary>
    public (string? Kind, string? Id) Presented { get; } = presented;

    /// <summary>Kind of the entry that is made at its end whatever comes of it; null when there need not be one.</summary>
    public string? Ending { get; set; }

    /// <summary>True when that entry has its place.</summary>
    public bool Reserved { get; set; }
}
