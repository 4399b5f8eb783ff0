namespace Telecom.Sla.Domain.Cases;

/// <summary>
/// What a change of severity does to the deadlines of clocks that still run (reading IP-R7). "Raised" means towards the front of the
/// contract's list of levels, whatever the targets are.
/// </summary>
public enum SeverityChangePolicy
{
    /// <summary>Raised: the earlier of the promised deadline and the new level's from the report. Lowered: the new level's from the report.</summary>
    NeverLater,

    /// <summary>The new level's target, counted as if the case had had that level from the report on.</summary>
    FromReport,

    /// <summary>The new level's target, counted from the change.</summary>
    FromChange,
}
