using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Status;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Statements;

/// <summary>When a circuit was not measured, from its cells: the same slices that its status counts.</summary>
internal static class Coverage
{
    /// <summary>Reads the rated time in which nothing was sent.</summary>
    /// <param name="store">Where cells are.</param>
    /// <param name="circuit">Resource name of the circuit.</param>
    /// <param name="rule">How time is cut into slices.</param>
    /// <param name="scope">Which time, as known when. The slice that is not complete yet is not looked at.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Storage.StoreUnavailableException">The cells cannot be read now.</exception>
    public static async ValueTask<TimeSet> UnmeasuredAsync(
        IMeasurementStore store, string circuit, AvailabilityRule rule, RatingScope scope, CancellationToken cancellationToken)
    {
        TimeRange rated = scope.Rated(rule);
        if (rated.IsEmpty)
        {
            return TimeSet.Empty;
        }

        (long firstMinute, long endMinute) = scope.CellsToRead(rule);
        LossTracks tracks = new();
        foreach (MeasuredSlot slot in await new SlotReader(store, circuit, scope.Minutes).ReadAsync(firstMinute, endMinute, cancellationToken))
        {
            slot.AddTo(tracks);
        }

        (long first, long end) = scope.Slices(rule);
        SliceRunBuilder builder = new(rule, first, end);
        tracks.Feed(builder);
        return TimeSet.Of(builder.Build()
            .Where(run => run.State == SliceState.Unmeasured)
            .Select(run => new TimeRange(rule.StartOf(run.First), rule.StartOf(run.End)).Intersect(rated)));
    }
}
