namespace Telecom.Sla.Domain.Credits;

/// <summary>A table of credits by availability reached.</summary>
/// <param name="Tiers">Its rows; null when the text leaves the table empty, so that a subscription must bring it (rule G8).</param>
public sealed record TierCreditTerms(IReadOnlyList<CreditTier>? Tiers) : CreditTerms;
