namespace Telecom.Sla.Domain.Credits;

/// <summary>How a credit is settled.</summary>
public enum SettlementForm
{
    /// <summary>Against future charges.</summary>
    Credit = 1,

    /// <summary>Charges of the same amount are waived.</summary>
    Waiver,

    /// <summary>The provider offsets it against what the customer owes.</summary>
    Offset,

    /// <summary>Paid back to the card, at the provider's discretion.</summary>
    Card,

    /// <summary>A credit at the provider's discretion, beyond what is owed.</summary>
    Discretionary,
}
