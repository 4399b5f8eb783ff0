namespace Telecom.Sla.Domain.Credits;

/// <summary>How much is owed for a missed promise. The derived types are the schedules that agreements use.</summary>
public abstract record CreditTerms
{
    /// <summary>The amount that the credit is a percentage of.</summary>
    public required CreditBasis Basis { get; init; }

    /// <summary>Clause of the schedule.</summary>
    public required string Clause { get; init; }

    /// <summary>The most that is owed for a period; null when the text has no cap and the schedule needs none.</summary>
    public CapTerms? Cap { get; init; }

    /// <summary>The least amount that is issued; null when there is none.</summary>
    public MinimumTerms? Minimum { get; init; }
}
