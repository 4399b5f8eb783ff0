namespace Telecom.Sla.Domain.Cases;

/// <summary>Where a case stands as of an instant.</summary>
public enum CaseState
{
    /// <summary>The report is later than the instant.</summary>
    NotReported,

    /// <summary>Reported, without a response.</summary>
    Open,

    /// <summary>Answered, not resolved.</summary>
    Responded,

    /// <summary>The provider waits for the customer, whether or not the contract stops the clocks for that.</summary>
    Waiting,

    /// <summary>Resolved and not re-opened.</summary>
    Resolved,

    /// <summary>The level needs an acceptance, and the provider declined.</summary>
    Declined,
}
