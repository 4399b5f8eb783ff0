namespace Telecom.Sla.Domain.Statements;

/// <summary>What became of an event.</summary>
internal enum EventOutcome
{
    /// <summary>It began in time.</summary>
    OnTime = 0,

    /// <summary>It did not.</summary>
    Late,

    /// <summary>It has not begun, and its time is not over.</summary>
    Pending,

    /// <summary>The customer cancelled it while it was in time.</summary>
    Ignored,

    /// <summary>It was late for a reason that excuses.</summary>
    Excused,
}
