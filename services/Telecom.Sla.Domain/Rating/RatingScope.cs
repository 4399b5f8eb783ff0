using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Rating;

/// <summary>Which time is rated, and as known when.</summary>
/// <param name="Period">The whole period, for example a calendar month of the contract's zone.</param>
/// <param name="SubscriptionStart">From when the contract applies to the circuit.</param>
/// <param name="AsOf">The instant of the rating: nothing after it is looked at.</param>
public sealed record RatingScope(TimeRange Period, UtcInstant SubscriptionStart, UtcInstant AsOf)
{
    /// <summary>
    /// How long before the rated time slices are looked at, microseconds: 24 hours. An outage that began before the rated time is found
    /// when its beginning, or any n bad slices in a row of it, lies in this time.
    /// </summary>
    public const long LookBackUs = UtcInstant.PerDay;

    /// <summary>The subscribed part of the period, which the budget belongs to: from max(period start, subscription start) to the period's end.</summary>
    public TimeRange Subscribed => new(UtcInstant.Min(UtcInstant.Max(Period.Start, SubscriptionStart), Period.End), Period.End);

    /// <summary>
    /// The rated part: the subscribed part up to the last slice that is complete at <see cref="AsOf"/>; the incomplete one is the
    /// future, which is neither good nor unmeasured. It reaches the period's end when the slice that lies over it is complete.
    /// </summary>
    public TimeRange Rated(AvailabilityRule rule)
    {
        TimeRange subscribed = Subscribed;
        UtcInstant judged = UtcInstant.Min(Period.End, Known.FloorTo(rule.IntervalUs));
        return new TimeRange(subscribed.Start, UtcInstant.Max(subscribed.Start, judged));
    }

    /// <summary>
    /// True when every slice that has a part in the period is complete at <see cref="AsOf"/>. Slices are aligned to the Unix epoch, so the
    /// last one goes beyond the period when its length does not divide the period's end, as slices of 1 h do in a zone of +05:30.
    /// </summary>
    public bool IsComplete(AvailabilityRule rule) => Known.FloorTo(rule.IntervalUs) >= Period.End;

    /// <summary>
    /// Slices that detection looks at, from the first to before the last: those of the look-back, of the rated part, and of the n - 1
    /// slices after the period that decide its last one, as far as they are complete at <see cref="AsOf"/>.
    /// </summary>
    public (long First, long End) Slices(AvailabilityRule rule)
    {
        TimeRange rated = Rated(rule);
        long first = rule.SliceOf(rated.Start.Plus(-LookBackUs));
        long settled = rule.SliceOf(Period.End.CeilingTo(rule.IntervalUs)) + rule.Consecutive - 1;
        return (first, Math.Max(first, Math.Min(rule.SliceOf(Known), settled)));
    }

    /// <summary>Slices at which a run of <see cref="Slices"/> must begin, so that packets can be added up for the rated part alone.</summary>
    public IReadOnlyList<long> Cuts(AvailabilityRule rule)
    {
        TimeRange rated = Rated(rule);
        return [rule.SliceOf(rated.Start), rule.SliceOf(rated.End.CeilingTo(rule.IntervalUs))];
    }

    /// <summary>
    /// Minutes whose samples count for performance: those that begin in the subscribed part (the minute in which the subscription
    /// begins counts whole) and before <see cref="AsOf"/> (the minute that it lies in counts as far as its samples are known). Minutes are
    /// not cut: percentiles come from whole minute cells.
    /// </summary>
    public (long First, long End) Minutes
    {
        get
        {
            TimeRange subscribed = Subscribed;
            long first = MinuteCell.MinuteOf(UtcInstant.Max(subscribed.Start.FloorTo(UtcInstant.PerMinute), Period.Start.CeilingTo(UtcInstant.PerMinute)));
            long end = MinuteCell.MinuteOf(UtcInstant.Min(Known, Period.End).CeilingTo(UtcInstant.PerMinute));
            return (first, Math.Max(first, end));
        }
    }

    /// <summary>Minute cells that a rating reads, minutes since the Unix epoch, from the first to before the last.</summary>
    public (long First, long End) CellsToRead(AvailabilityRule rule)
    {
        (long first, long end) = Slices(rule);
        (long firstMinute, long endMinute) = Minutes;
        long fromSlices = MinuteCell.MinuteOf(rule.StartOf(first));
        long toSlices = MinuteCell.MinuteOf(rule.StartOf(end).CeilingTo(UtcInstant.PerMinute));
        return (Math.Min(fromSlices, firstMinute), Math.Max(toSlices, endMinute));
    }

    /// <summary>As of when slices are known; not before the period, where nothing is rated, so that no arithmetic leaves its range.</summary>
    private UtcInstant Known => UtcInstant.Max(AsOf, Period.Start);
}
