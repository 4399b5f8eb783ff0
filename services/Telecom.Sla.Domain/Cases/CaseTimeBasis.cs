namespace Telecom.Sla.Domain.Cases;

/// <summary>Which time a case clock counts (rule G4: hours are elapsed unless the text or its numbers say otherwise).</summary>
public enum CaseTimeBasis
{
    /// <summary>Every instant counts, day and night.</summary>
    Elapsed,

    /// <summary>Only the working hours of the contract's calendar count (reading OM-R7).</summary>
    WorkingHours,
}
