using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Status;

/// <summary>
/// Rates a circuit from its cells, mostly roll-ups. The result is that of rating all minute cells, as far as they are kept: a day or an hour is
/// cut where it touches an outage, and where a share of samples above a bound is not known well enough for a verdict. Bounds of a share
/// that its verdict does not need may be wider than minute cells would give.
/// </summary>
internal static class CellRating
{
    /// <summary>Reads and rates.</summary>
    /// <param name="store">Where cells are.</param>
    /// <param name="circuit">Resource name of the circuit.</param>
    /// <param name="terms">What the plan promises.</param>
    /// <param name="scope">Which time, as known when.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The rating and how many cells it took.</returns>
    public static async ValueTask<(CircuitRating Rating, int Cells)> RateAsync(
        IMeasurementStore store, string circuit, PlanTerms terms, RatingScope scope, CancellationToken cancellationToken)
    {
        (long first, long end) = scope.CellsToRead(terms.Availability);
        SlotReader reader = new(store, circuit, scope.Minutes);
        IReadOnlyList<MeasuredSlot> slots = await reader.ReadAsync(first, end, cancellationToken);
        JudgedAvailability judged = CircuitRater.Judge(terms, scope, slots);
        TimeSet unavailable = judged.Unavailable;
        if (!unavailable.IsEmpty)
        {
            // Outages are cut at slices of whole seconds, and the minutes that they touch count whole.
            TimeSet touched = TimeSet.Of(unavailable.Ranges.Select(outage =>
                new TimeRange(outage.Start.FloorTo(UtcInstant.PerMinute), outage.End.CeilingTo(UtcInstant.PerMinute))));
            slots = await reader.CutAsync(slots, slot => SlotReader.Touches(touched, slot), 1, cancellationToken);
        }

        CircuitRating rating = CircuitRater.Rate(terms, scope, judged, slots);
        for (int length = (int)RollupSpan.Hour; length >= 1 && OpenShares(rating) is { Count: > 0 } open; length = length == 1 ? 0 : 1)
        {
            slots = await reader.CutAsync(slots, slot => open.Exists(share => !slot.KnowsShare(share.Metric, share.Bound)), length, cancellationToken);
            rating = CircuitRater.Rate(terms, scope, judged, slots);
        }

        return (rating, reader.CellsRead);
    }

    /// <summary>Shares of which the bounds alone leave the verdict open.</summary>
    private static List<(MetricKind Metric, long Bound)> OpenShares(CircuitRating rating) =>
    [
        .. rating.Performance
            .Where(figure => figure is { Statistic.Kind: StatisticKind.ShareAtLeast, State: Domain.Rating.ObjectiveState.Undetermined } && figure.Low != figure.High)
            .Select(figure => (figure.Metric, figure.Statistic.Bound)),
    ];
}
