using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Rating;

/// <summary>Availability of a circuit against its target. All times are microseconds of the rated part.</summary>
/// <remarks>
/// Every downtime here is that of settled slices: bad slices, fewer than n, that may yet begin an outage and good ones that may yet have
/// ended it are not in it. As time goes on it grows and never shrinks, unless a late sample revises a slice.
/// </remarks>
public sealed record AvailabilityRating
{
    /// <summary>State of the objective.</summary>
    public required ObjectiveState State { get; init; }

    /// <summary>Share of the period that must be up.</summary>
    public required Ratio Target { get; init; }

    /// <summary>How downtime was detected.</summary>
    public required AvailabilityRule Rule { get; init; }

    /// <summary>Rated time.</summary>
    public required long RatedUs { get; init; }

    /// <summary>Rated time in which something was sent.</summary>
    public required long MeasuredUs { get; init; }

    /// <summary>Measured time inside outages.</summary>
    public required long DowntimeUs { get; init; }

    /// <summary>Measured time that is inside an outage even if every unmeasured slice was good: the least downtime.</summary>
    public required long LeastDowntimeUs { get; init; }

    /// <summary>Unmeasured time, and measured time that is inside an outage if every unmeasured slice was bad: the most downtime.</summary>
    public required long MostDowntimeUs { get; init; }

    /// <summary>Downtime that the contract counts to date: the measured downtime, unless its policy counts unmeasured time too.</summary>
    public required long CountedDowntimeUs { get; init; }

    /// <summary>Downtime that the target allows in the whole subscribed part of the period, rounded down.</summary>
    public required long BudgetUs { get; init; }

    /// <summary>Rated time in which nothing was sent.</summary>
    public long UnmeasuredUs => RatedUs - MeasuredUs;

    /// <summary>Budget less counted downtime; negative when overspent.</summary>
    public long BudgetLeftUs => BudgetUs - CountedDowntimeUs;

    /// <summary>Availability of the measured time; null when nothing was measured.</summary>
    public Ratio? Availability => Share(MeasuredUs - DowntimeUs, MeasuredUs);

    /// <summary>Availability of the rated time if all unmeasured time was down; null when nothing was rated.</summary>
    public Ratio? Low => Share(RatedUs - MostDowntimeUs, RatedUs);

    /// <summary>Availability of the rated time if all unmeasured time was up; null when nothing was rated.</summary>
    public Ratio? High => Share(RatedUs - LeastDowntimeUs, RatedUs);

    /// <summary>Share of the rated time that was measured; null when nothing was rated.</summary>
    public Ratio? Coverage => Share(MeasuredUs, RatedUs);

    private static Ratio? Share(long part, long whole) => whole == 0 ? null : new Ratio(part, whole);
}
