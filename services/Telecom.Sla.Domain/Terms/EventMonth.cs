namespace Telecom.Sla.Domain.Terms;

/// <summary>Which period an event belongs to.</summary>
public enum EventMonth
{
    /// <summary>The one it was submitted in.</summary>
    Submission = 1,

    /// <summary>The one it started in; the one it was submitted in while it has not started (reading JO-R2).</summary>
    Start,
}
