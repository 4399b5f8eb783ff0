namespace Telecom.Sla.Domain.Cases;

/// <summary>The three promises that a level can make.</summary>
internal enum CaseClockKind
{
    /// <summary>From the report to the first response.</summary>
    Respond,

    /// <summary>From the first response to the resolution.</summary>
    Fix,

    /// <summary>From the report to the resolution.</summary>
    Resolve,
}
