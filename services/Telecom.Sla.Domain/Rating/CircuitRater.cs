using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;

namespace Telecom.Sla.Domain.Rating;

/// <summary>
/// Rates one circuit in one period from its minute cells: the measured ledger. Maintenance and exclusions, which the contractual ledger
/// takes out, are not part of it. Pure: equal arguments give equal ratings.
/// </summary>
public static class CircuitRater
{
    /// <summary>Rates.</summary>
    /// <param name="terms">What the plan promises.</param>
    /// <param name="scope">Which time, as known when.</param>
    /// <param name="cells">
    /// The circuit's minute cells by minute, at least those of <see cref="RatingScope.CellsToRead"/>; others are ignored. Several cells
    /// of one minute (several producers or lanes) are added up. The sequence is enumerated twice.
    /// </param>
    /// <param name="options">When a status warns; null for the default.</param>
    /// <exception cref="ArgumentException">The cells are not ordered by minute.</exception>
    public static CircuitRating Rate(PlanTerms terms, RatingScope scope, IEnumerable<MinuteCell> cells, RatingOptions? options = null)
    {
        (long firstSlice, long endSlice) = scope.Slices(terms.Availability);
        SliceRunBuilder builder = new(terms.Availability, firstSlice, endSlice, scope.Cuts(terms.Availability));
        foreach (MinuteCell cell in cells)
        {
            builder.Add(cell);
        }

        return Rate(terms, scope, AvailabilityRater.Rate(terms, scope, builder.Build(), options), Slots(cells));
    }

    /// <summary>Finds outages: the first half of a rating from slots, which says where the second half needs short ones.</summary>
    /// <param name="terms">What the plan promises.</param>
    /// <param name="scope">Which time, as known when.</param>
    /// <param name="slots">Slots by time that cover <see cref="RatingScope.CellsToRead"/>, of any length.</param>
    /// <param name="options">When a status warns; null for the default.</param>
    public static JudgedAvailability Judge(PlanTerms terms, RatingScope scope, IEnumerable<MeasuredSlot> slots, RatingOptions? options = null)
    {
        LossTracks tracks = new();
        foreach (MeasuredSlot slot in slots)
        {
            slot.AddTo(tracks);
        }

        (long firstSlice, long endSlice) = scope.Slices(terms.Availability);
        SliceRunBuilder builder = new(terms.Availability, firstSlice, endSlice, scope.Cuts(terms.Availability));
        tracks.Feed(builder);
        return AvailabilityRater.Rate(terms, scope, builder.Build(), options);
    }

    /// <summary>Rates performance beside a judged availability: the second half of a rating from slots.</summary>
    /// <param name="terms">What the plan promises.</param>
    /// <param name="scope">Which time, as known when.</param>
    /// <param name="judged">Availability, judged from the same cells.</param>
    /// <param name="slots">
    /// Slots by time that cover <see cref="RatingScope.Minutes"/>; those outside are ignored. A slot that touches unavailable time or lies
    /// over an end of those minutes must be a minute, or left out.
    /// </param>
    /// <exception cref="ArgumentException">A slot is too long.</exception>
    public static CircuitRating Rate(PlanTerms terms, RatingScope scope, JudgedAvailability judged, IEnumerable<MeasuredSlot> slots)
    {
        CountedMinutes counted = CountedMinutes.Of(terms.Limits, scope.Minutes, judged.Unavailable, slots);
        IReadOnlyList<PerformanceRating> performance = PerformanceRater.Rate(
            terms.Limits, counted.All(terms.Limits), counted.Minutes - counted.Gone, counted.Available, counted.Minutes - counted.LeftOut - counted.Gone, judged.Final);
        return new CircuitRating(
            scope.Period,
            scope.Rated(terms.Availability),
            judged.Final,
            judged.Rating,
            performance,
            judged.Outages,
            counted.NewestSample,
            counted.SampleCount,
            ObjectiveStates.Worst(performance.Select(figure => figure.State).Append(judged.Rating.State)),
            RatingAssumptions.Of(judged.Rating, performance, counted))
        {
            SuspectMinutes = counted.SuspectMinutes,
        };
    }

    /// <summary>Minute cells as slots; cells of one minute are told apart by their order.</summary>
    private static IEnumerable<MeasuredSlot> Slots(IEnumerable<MinuteCell> cells)
    {
        MeasuredSlot? slot = null;
        foreach (MinuteCell cell in cells)
        {
            if (slot is not null && slot.Start != cell.Minute)
            {
                yield return slot;
                slot = null;
            }

            slot ??= new MeasuredSlot(cell.Minute, 1);
            slot.Add(slot.Count, cell);
        }

        if (slot is not null)
        {
            yield return slot;
        }
    }
}
