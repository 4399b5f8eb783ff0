namespace Telecom.Sla.Domain.Credits;

/// <summary>Where a period's credit stands.</summary>
public enum CreditStatus
{
    /// <summary>Nothing is owed.</summary>
    None = 0,

    /// <summary>Owed: claimed in time, or claims were not examined.</summary>
    Due,

    /// <summary>The breach is certain, but the period is still open: the amount to date may already be claimed.</summary>
    Claimable,

    /// <summary>Nobody claimed yet and a window is still open, or the verdict still needs facts.</summary>
    Pending,

    /// <summary>A condition fails: a gate, or the least amount.</summary>
    NotIssued,

    /// <summary>Every claim window closed without a valid claim.</summary>
    Forfeited,

    /// <summary>The text promises a credit by a table that it leaves empty.</summary>
    ScheduleMissing,

    /// <summary>The text promises a credit without saying how much.</summary>
    EligibleAmountUnspecified,
}
