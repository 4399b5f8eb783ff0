using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Availability;

/// <summary>What <see cref="HighLossIntervals"/> counted, in slices.</summary>
/// <param name="Slices">All slices looked at.</param>
/// <param name="Unavailable">Slices inside outages, whatever their state.</param>
/// <param name="HighLoss">Bad slices outside of outages: High Loss Intervals (HLI).</param>
/// <param name="ConsecutiveHighLoss">Sequences of at least p high loss intervals in a row, each counted once: Consecutive High Loss Intervals (CHLI).</param>
public readonly record struct HighLossCount(long Slices, long Unavailable, long HighLoss, long ConsecutiveHighLoss)
{
    /// <summary>Share of the slices that are outside of outages; null when there is no slice.</summary>
    public Ratio? Availability => Slices == 0 ? null : new Ratio(Slices - Unavailable, Slices);
}
