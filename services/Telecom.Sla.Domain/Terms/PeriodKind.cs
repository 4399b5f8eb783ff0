namespace Telecom.Sla.Domain.Terms;

/// <summary>The periods that a contract is rated in.</summary>
public enum PeriodKind
{
    /// <summary>Calendar months of the contract's zone.</summary>
    CalendarMonth = 1,

    /// <summary>The customer's billing cycles, as they are given.</summary>
    BillingCycle,
}
