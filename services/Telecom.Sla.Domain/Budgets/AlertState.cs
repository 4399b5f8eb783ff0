namespace Telecom.Sla.Domain.Budgets;

/// <summary>State of an alert.</summary>
public enum AlertState
{
    /// <summary>Whether it fires depends on time that was not measured.</summary>
    Undetermined = 0,

    /// <summary>Its condition does not hold.</summary>
    Quiet,

    /// <summary>Its condition holds.</summary>
    Firing,
}
