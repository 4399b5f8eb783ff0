namespace Telecom.Sla.Domain.Rating;

/// <summary>State of an objective. The numbers are those of telecom.sla.v1.ObjectiveState.</summary>
public enum ObjectiveState
{
    /// <summary>There is no objective.</summary>
    None = 0,

    /// <summary>Open period: inside the objective.</summary>
    OnTrack = 1,

    /// <summary>Open period: inside the objective, but using the budget faster than it lasts, or most of it is gone.</summary>
    AtRisk = 2,

    /// <summary>Open period: nothing that can still happen makes it met.</summary>
    BreachedAlready = 3,

    /// <summary>Missing data, or a percentile's error, could change the state.</summary>
    Undetermined = 4,

    /// <summary>Final period: met.</summary>
    Met = 5,

    /// <summary>Final period: not met.</summary>
    Breached = 6,
}
