namespace Telecom.Support.Cases;

/// <summary>A case in memory.</summary>
/// <param name="core">Its state.</param>
internal sealed class CaseEntry(CaseCore core)
{
    /// <summary>Nothing to wait for.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Its state.</summary>
    public CaseCore Core { get; } = core;

    /// <summary>Place in lists.</summary>
    public CaseKey Key => new(Core.ReportedAtUs, Core.Name);

    /// <summary>When a clock is due next, microseconds since the Unix epoch; <see cref="Never"/>: none is.</summary>
    public long NextDueAtUs { get; set; } = Never;

    /// <summary>When its next alarm is to be written, microseconds since the Unix epoch; <see cref="Never"/>: none is.</summary>
    public long NextAlarmAtUs { get; set; } = Never;

    /// <summary>Where it stands in the queue of alarms, microseconds since the Unix epoch; <see cref="Never"/>: nowhere. The queue's own.</summary>
    public long QueuedAtUs { get; set; } = Never;
}
