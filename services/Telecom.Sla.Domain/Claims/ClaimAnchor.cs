namespace Telecom.Sla.Domain.Claims;

/// <summary>The event that a claim window runs from.</summary>
public enum ClaimAnchor
{
    /// <summary>The end of the outage.</summary>
    OutageEnd = 1,

    /// <summary>The start of the outage.</summary>
    OutageStart,

    /// <summary>The instant at which an event became late.</summary>
    Issue,

    /// <summary>The end of the period (reading IP-R6).</summary>
    PeriodClose,
}
