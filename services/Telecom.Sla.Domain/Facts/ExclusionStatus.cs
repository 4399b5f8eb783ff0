namespace Telecom.Sla.Domain.Facts;

/// <summary>Where the decision about an exclusion stands. Only approved ones count.</summary>
public enum ExclusionStatus
{
    /// <summary>No decision is stated: it counts, and the statement says so.</summary>
    NotExamined = 0,

    /// <summary>Proposed.</summary>
    Proposed,

    /// <summary>Approved.</summary>
    Approved,

    /// <summary>Rejected.</summary>
    Rejected,
}
