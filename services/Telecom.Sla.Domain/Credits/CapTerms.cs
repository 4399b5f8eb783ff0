using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Credits;

/// <summary>The most that a period's credit can be. Exactly one of the two is set.</summary>
/// <param name="Share">Share of the basis; null when the cap is a number of days of fees.</param>
/// <param name="DaysOfMonth">Days of the period's fees: days ÷ days of the month of the basis; null when it is a share.</param>
/// <param name="Clause">Clause that sets it.</param>
public sealed record CapTerms(Ratio? Share, int? DaysOfMonth, string Clause);
