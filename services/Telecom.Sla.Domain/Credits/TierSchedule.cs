using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Credits;

/// <summary>Credits by a table of availability reached.</summary>
public static class TierSchedule
{
    /// <summary>The share that a missed target earns.</summary>
    /// <param name="terms">The table.</param>
    /// <param name="tiers">The table that holds: the contract's or the subscription's own; null or empty when there is none.</param>
    /// <param name="availability">Availability reached, exact.</param>
    /// <remarks>
    /// Rows hold from their lower bound, inclusive, to their upper bound, exclusive. A target can be missed by minutes while the
    /// percentage is above the table (reading TG-R1): then its highest row holds. An availability that lies in a gap has no row.
    /// </remarks>
    public static CreditShare Share(TierCreditTerms terms, IReadOnlyList<CreditTier>? tiers, Ratio availability)
    {
        tiers ??= terms.Tiers;
        if (tiers is null or { Count: 0 })
        {
            return new CreditShare(true, null, $"the table of clause {terms.Clause} is empty: no rate is stated (G8)");
        }

        CreditTier top = tiers.MaxBy(tier => tier.To)!;
        CreditTier? row = availability >= top.To ? top : tiers.FirstOrDefault(tier => availability >= tier.From && availability < tier.To);
        return row is null
            ? new CreditShare(true, null, $"{PercentText.Of(availability)} % lies in no row of the table of clause {terms.Clause} (G8)")
            : new CreditShare(true, row.Share, $"{PercentText.Of(availability)} % lies in [{PercentText.Of(row.From)}, {PercentText.Of(row.To)}): {PercentText.Of(row.Share)} %");
    }
}
