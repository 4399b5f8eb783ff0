namespace Telecom.Sla.Domain.Credits;

/// <summary>What "for every step" means (reading IP-R1).</summary>
public enum CreditSteps
{
    /// <summary>A rate: parts of a step earn their part.</summary>
    ProRata = 1,

    /// <summary>Whole steps only.</summary>
    Whole,

    /// <summary>Every step that was begun.</summary>
    Started,

    /// <summary>A rate on what is missing to the target.</summary>
    Shortfall,
}
