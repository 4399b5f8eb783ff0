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

        JudgedAvailability judged = AvailabilityRater.Rate(terms, scope, builder.Build(), options);
        CountedMinutes counted = CountedMinutes.Of(terms.Limits, scope.Minutes, judged.Unavailable, cells);
        IReadOnlyList<PerformanceRating> performance = PerformanceRater.Rate(
            terms.Limits, counted.All(terms.Limits), counted.Minutes, counted.Available, counted.Minutes - counted.LeftOut, judged.Final);
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
            RatingAssumptions.Of(judged.Rating, performance, counted));
    }
}
