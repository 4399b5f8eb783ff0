namespace Telecom.Sla.Domain.Credits;

/// <summary>The amount that a credit is a percentage of.</summary>
public enum CreditBasis
{
    /// <summary>All charges of the period that may be credited.</summary>
    Creditable = 1,

    /// <summary>The creditable charges of the affected resources.</summary>
    AffectedCreditable,

    /// <summary>The invoice of the period's month; its creditable charges when the invoice is not stated apart.</summary>
    Invoice,
}
