namespace Telecom.Sla.Domain.Claims;

/// <summary>How a claim window is counted (rule G6).</summary>
public enum ClaimUnit
{
    /// <summary>Hours: exact, the last instant included.</summary>
    Hours = 1,

    /// <summary>Calendar days: the day of the event is day 0, the window ends at local midnight after the last day, exclusive.</summary>
    Days,

    /// <summary>Business days, counted likewise.</summary>
    BusinessDays,

    /// <summary>Days of 24 hours: exact, the last instant included (reading JL-R7).</summary>
    ElapsedDays,
}
