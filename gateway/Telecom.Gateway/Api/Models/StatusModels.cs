using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Models;

/// <summary>A half-open range of time.</summary>
/// <param name="Start">First instant.</param>
/// <param name="End">First instant after the range.</param>
internal sealed record TimeRangeModel(DateTime Start, DateTime End);

/// <summary>A page of circuit statuses.</summary>
/// <param name="Customer">Resource name of the customer.</param>
/// <param name="Statuses">The statuses, by circuit name.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record StatusListModel(string Customer, IReadOnlyList<CircuitStatusModel> Statuses, string? NextPageToken) : IPage<CircuitStatusModel>
{
    IReadOnlyList<CircuitStatusModel> IPage<CircuitStatusModel>.Rows => Statuses;
}

/// <summary>Where a circuit stands in a period (telecom.sla.v1.CircuitStatus).</summary>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="Subscription">Resource name of the subscription that it is rated under.</param>
/// <param name="Contract">Resource name of the contract.</param>
/// <param name="Plan">Id of the plan.</param>
/// <param name="ContractVersion">Version of the contract document.</param>
/// <param name="TimeZone">IANA time zone of the contract, which the period's bounds follow.</param>
/// <param name="Period">The whole period.</param>
/// <param name="Rated">The part that was rated.</param>
/// <param name="Final">True when nothing can change by time passing.</param>
/// <param name="State">"on_track", "at_risk", "breached_already", "undetermined", "met" or "breached": the worst of the objectives.</param>
/// <param name="Availability">Availability.</param>
/// <param name="Performance">Latency, throughput and loss.</param>
/// <param name="Outages">Outages in the rated part, by start.</param>
/// <param name="NewestSampleAt">Newest counted sample; null for none.</param>
/// <param name="SampleCount">Samples counted in the rated part.</param>
/// <param name="TooLateSamples">Samples kept in the log but not counted, because they came after minute retention.</param>
/// <param name="Assumptions">What a reader must know to trust the figures.</param>
internal sealed record CircuitStatusModel(
    string Circuit,
    string Subscription,
    string Contract,
    string Plan,
    string ContractVersion,
    string TimeZone,
    TimeRangeModel Period,
    TimeRangeModel Rated,
    bool Final,
    string State,
    AvailabilityModel Availability,
    IReadOnlyList<PerformanceModel> Performance,
    IReadOnlyList<OutageModel> Outages,
    DateTime? NewestSampleAt,
    ulong SampleCount,
    ulong TooLateSamples,
    IReadOnlyList<string> Assumptions);

/// <summary>Availability against its target. Percentages and minutes are decimal texts with 4 decimals.</summary>
/// <param name="State">As in the circuit's status.</param>
/// <param name="TargetPct">Target.</param>
/// <param name="AvailabilityPct">Availability of the measured time; null when nothing was measured.</param>
/// <param name="LowPct">Availability if all unmeasured time were down.</param>
/// <param name="HighPct">Availability if all unmeasured time were up.</param>
/// <param name="CoveragePct">Share of the rated time that was measured.</param>
/// <param name="RatedMinutes">Rated time.</param>
/// <param name="MeasuredMinutes">Measured time.</param>
/// <param name="DowntimeMinutes">Downtime.</param>
/// <param name="UnmeasuredMinutes">Unmeasured time.</param>
/// <param name="BudgetMinutes">Downtime that the target allows in the whole period.</param>
/// <param name="BudgetLeftMinutes">Budget less downtime; negative when overspent.</param>
/// <param name="IntervalSeconds">Slice that availability is judged by.</param>
/// <param name="LossThresholdPct">Loss above which a slice is bad.</param>
/// <param name="Consecutive">Consecutive bad slices that begin an outage, and good ones that end it.</param>
internal sealed record AvailabilityModel(
    string State,
    string TargetPct,
    string? AvailabilityPct,
    string? LowPct,
    string? HighPct,
    string? CoveragePct,
    string RatedMinutes,
    string MeasuredMinutes,
    string DowntimeMinutes,
    string UnmeasuredMinutes,
    string BudgetMinutes,
    string BudgetLeftMinutes,
    decimal IntervalSeconds,
    string LossThresholdPct,
    uint Consecutive);

/// <summary>One performance figure against its limit.</summary>
/// <param name="Metric">"latency", "throughput" or "loss".</param>
/// <param name="Statistic">"p50", "p95", "p99", "mean", "ratio" or "share_at_least".</param>
/// <param name="Unit">UCUM unit of values and threshold: "us", "bit/s" or "%".</param>
/// <param name="Value">The figure; null when nothing was measured.</param>
/// <param name="Low">Lowest value that the samples allow.</param>
/// <param name="High">Highest value that the samples allow.</param>
/// <param name="Comparator">How the contract compares; null when the figure has no limit.</param>
/// <param name="Threshold">The limit; null when there is none.</param>
/// <param name="State">As in the circuit's status; null when the figure has no limit.</param>
/// <param name="SampleCount">Samples that the figure rests on; for loss, packets sent.</param>
internal sealed record PerformanceModel(
    string Metric,
    string Statistic,
    string Unit,
    string? Value,
    string? Low,
    string? High,
    string? Comparator,
    string? Threshold,
    string? State,
    ulong SampleCount);

/// <summary>A range of unavailable time.</summary>
/// <param name="Start">Its start.</param>
/// <param name="End">Its end; of an ongoing outage, the last instant that was judged.</param>
/// <param name="Ongoing">True while it has not ended.</param>
/// <param name="DurationMinutes">From start to end.</param>
/// <param name="PacketsSent">Packets sent in it.</param>
/// <param name="PacketsLost">Packets lost in it.</param>
internal sealed record OutageModel(DateTime Start, DateTime End, bool Ongoing, string DurationMinutes, ulong PacketsSent, ulong PacketsLost);
