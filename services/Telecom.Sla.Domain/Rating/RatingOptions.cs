using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Rating;

/// <summary>How statuses warn. Options of the suite, not of a contract: they move no verdict.</summary>
/// <param name="AtRiskShare">Share of the budget that, once used, makes an open period at risk; above 0, at most 1.</param>
public sealed record RatingOptions(Ratio AtRiskShare)
{
    /// <summary>At risk from three quarters of the budget.</summary>
    public static RatingOptions Default { get; } = new(Ratio.Percent(75));
}
