using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Rating;

/// <summary>A limit that a plan sets on a performance figure.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Statistic">What of it.</param>
/// <param name="Comparator">How it is compared.</param>
/// <param name="Threshold">
/// The limit in the figure's unit: microseconds for latency, bits per second for throughput, a plain ratio (not percent) for ratios
/// and shares.
/// </param>
/// <param name="MinimumCoverage">
/// What missing data means: when less than this share of the rated minutes has samples of the metric, the state is undetermined.
/// 0 judges whatever was measured. Nothing measured is undetermined in any case.
/// </param>
/// <param name="LeaveOutUnavailable">
/// True when minutes that touch an outage are left out whole, as in MEF 10.3, where delay and loss objectives hold in Available Time
/// only; false when they count.
/// </param>
public sealed record PerformanceLimit(
    MetricKind Metric,
    PerformanceStatistic Statistic,
    Comparator Comparator,
    Ratio Threshold,
    Ratio MinimumCoverage,
    bool LeaveOutUnavailable);
