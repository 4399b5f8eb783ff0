using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Credits;

/// <summary>A row of a credit table.</summary>
/// <param name="From">Availability from which the row holds, inclusive, 0 to 1.</param>
/// <param name="To">Availability up to which it holds, exclusive.</param>
/// <param name="Share">Share of the basis that is owed, 0 to 1.</param>
public sealed record CreditTier(Ratio From, Ratio To, Ratio Share);
