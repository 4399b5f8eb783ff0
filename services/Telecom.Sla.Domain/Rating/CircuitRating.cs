using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Rating;

/// <summary>Where one circuit stands in one period: the measured ledger, before maintenance and exclusions.</summary>
/// <param name="Period">The whole period.</param>
/// <param name="Rated">The part that was rated.</param>
/// <param name="Final">True when the period is over and nothing can change by time passing; late samples can still revise it.</param>
/// <param name="Availability">Availability.</param>
/// <param name="Performance">Latency, throughput and loss figures.</param>
/// <param name="Outages">Outages in the rated part, by start.</param>
/// <param name="NewestSample">Newest sample that is counted; null when there is none.</param>
/// <param name="SampleCount">Samples counted.</param>
/// <param name="State">The worst state of the objectives.</param>
/// <param name="Assumptions">What a reader must know to trust the figures, one sentence each.</param>
public sealed record CircuitRating(
    TimeRange Period,
    TimeRange Rated,
    bool Final,
    AvailabilityRating Availability,
    IReadOnlyList<PerformanceRating> Performance,
    IReadOnlyList<OutageRating> Outages,
    UtcInstant? NewestSample,
    long SampleCount,
    ObjectiveState State,
    IReadOnlyList<string> Assumptions)
{
    /// <summary>Counted minutes that have suspect samples; they count as all others.</summary>
    public long SuspectMinutes { get; init; }
}
