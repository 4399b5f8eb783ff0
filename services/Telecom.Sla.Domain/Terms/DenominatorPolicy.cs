namespace Telecom.Sla.Domain.Terms;

/// <summary>What excluded time does to availability = up ÷ (up + down). It belongs to the exclusion's category and to the contract.</summary>
public enum DenominatorPolicy
{
    /// <summary>The time leaves numerator and denominator, as if the period were shorter.</summary>
    LeavesBoth = 1,

    /// <summary>The time is no downtime and stays in the denominator: it counts as up.</summary>
    LeavesDowntime,

    /// <summary>The time counts as down whatever was measured.</summary>
    CountsAsDown,
}
