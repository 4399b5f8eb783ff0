namespace Telecom.Sla.Domain.Terms;

/// <summary>The time that a promise covers.</summary>
public enum ServiceTimeKind
{
    /// <summary>Around the clock.</summary>
    Always = 1,

    /// <summary>Whole local days that are neither weekend nor holiday.</summary>
    Workdays,

    /// <summary>The opening hours of those days.</summary>
    WorkingHours,
}
