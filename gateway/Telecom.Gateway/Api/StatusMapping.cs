using Telecom.Common.V1;
using Telecom.Gateway.Api.Models;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Api;

/// <summary>Statuses from their gRPC form to their JSON form.</summary>
internal static class StatusMapping
{
    /// <summary>A circuit's status.</summary>
    /// <param name="status">The message.</param>
    public static CircuitStatusModel ToModel(this CircuitStatus status) => new(
        status.Circuit,
        status.Subscription,
        status.Contract,
        status.Plan,
        status.ContractVersion,
        status.TimeZone,
        ToModel(status.Period),
        ToModel(status.Rated),
        status.Final,
        NameOf(status.State) ?? "undetermined",
        ToModel(status.Availability),
        [.. status.Performance.Select(ToModel)],
        [.. status.Outages.Select(ToModel)],
        Figures.InstantOrNull(status.NewestSampleUs),
        status.SampleCount,
        status.TooLateSamples,
        [.. status.Assumptions]);

    /// <summary>Name of a state, for example "on_track"; null for none.</summary>
    /// <param name="state">The state.</param>
    public static string? NameOf(ObjectiveState state) => state switch
    {
        ObjectiveState.OnTrack => "on_track",
        ObjectiveState.AtRisk => "at_risk",
        ObjectiveState.BreachedAlready => "breached_already",
        ObjectiveState.Undetermined => "undetermined",
        ObjectiveState.Met => "met",
        ObjectiveState.Breached => "breached",
        _ => null,
    };

    /// <summary>A range of time.</summary>
    /// <param name="range">The message.</param>
    public static TimeRangeModel ToModel(this TimeRange? range) => new(Figures.Instant(range?.StartUs ?? 0), Figures.Instant(range?.EndUs ?? 0));

    private static AvailabilityModel ToModel(AvailabilityStatus? sent)
    {
        AvailabilityStatus status = sent ?? new AvailabilityStatus();
        return new AvailabilityModel(
            NameOf(status.State) ?? "undetermined",
            status.TargetPct,
            Figures.OrNull(status.AvailabilityPct),
            Figures.OrNull(status.LowPct),
            Figures.OrNull(status.HighPct),
            Figures.OrNull(status.CoveragePct),
            Figures.Minutes(status.RatedUs),
            Figures.Minutes(status.MeasuredUs),
            Figures.Minutes(status.DowntimeUs),
            Figures.Minutes(status.UnmeasuredUs),
            Figures.Minutes(status.BudgetUs),
            Figures.Minutes(status.BudgetLeftUs),
            status.IntervalUs / 1_000_000m,
            status.LossThresholdPct,
            status.Consecutive);
    }

    private static PerformanceModel ToModel(PerformanceStatus status) => new(
        NameOf(status.Metric),
        status.Statistic,
        status.Unit,
        Figures.OrNull(status.Value),
        Figures.OrNull(status.Low),
        Figures.OrNull(status.High),
        Figures.OrNull(status.Comparator),
        Figures.OrNull(status.Threshold),
        NameOf(status.State),
        status.SampleCount);

    private static OutageModel ToModel(Outage outage) => new(
        Figures.Instant(outage.Time.StartUs),
        Figures.Instant(outage.Time.EndUs),
        outage.Ongoing,
        Figures.Minutes(outage.Time.EndUs - outage.Time.StartUs),
        outage.Sent,
        outage.Lost);

    private static string NameOf(Metric metric) => metric switch
    {
        Metric.Latency => "latency",
        Metric.Throughput => "throughput",
        Metric.Loss => "loss",
        _ => "unknown",
    };
}
