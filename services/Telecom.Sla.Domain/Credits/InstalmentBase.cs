namespace Telecom.Sla.Domain.Credits;

/// <summary>What an instalment is a percentage of (reading JO-R4).</summary>
public enum InstalmentBase
{
    /// <summary>The invoice of the missed month.</summary>
    MissedMonth = 1,

    /// <summary>The invoice on which the instalment is credited.</summary>
    OwnInvoice,
}
