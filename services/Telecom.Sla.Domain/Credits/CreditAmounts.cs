using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Credits;

/// <summary>A credit in money: computed exactly, capped, then rounded once (rule G7).</summary>
/// <param name="Uncapped">Before the cap, rounded; null when it cannot be said.</param>
/// <param name="Cap">The cap, rounded; null when there is none or the basis is not known.</param>
/// <param name="Amount">The amount, rounded; null when it cannot be said.</param>
/// <param name="Exact">The amount before rounding; null when it cannot be said.</param>
/// <param name="Share">Share of the basis after the cap; null when the schedule cannot say it.</param>
public sealed record CreditAmounts(decimal? Uncapped, decimal? Cap, decimal? Amount, Ratio? Exact, Ratio? Share)
{
    /// <summary>Computes.</summary>
    /// <param name="basis">What shares are of; null when it is not known.</param>
    /// <param name="share">Share by the schedule; null when it cannot be said.</param>
    /// <param name="cap">The cap; null when there is none.</param>
    /// <param name="daysOfMonth">Local days of the month, for caps in days.</param>
    /// <param name="decimals">Decimals of the currency.</param>
    public static CreditAmounts Of(Ratio? basis, Ratio? share, CapTerms? cap, int daysOfMonth, int decimals)
    {
        Ratio? capShare = cap is null ? null : cap.Share ?? new Ratio(cap.DaysOfMonth ?? 0, daysOfMonth);
        Ratio? capped = share is { } wanted && capShare is { } most ? Ratio.Min(wanted, most) : share;
        Ratio? exact = basis * capped;
        return new CreditAmounts(
            (basis * share)?.RoundHalfUp(decimals),
            (basis * capShare)?.RoundHalfUp(decimals),
            share == Ratio.Zero ? Ratio.Zero.RoundHalfUp(decimals) : exact?.RoundHalfUp(decimals),
            exact,
            capped);
    }
}
