using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts;

/// <summary>A limit on a performance figure and whom it holds for.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Statistic">What of it.</param>
/// <param name="Comparator">How it is compared.</param>
/// <param name="Threshold">The limit, in the unit of <see cref="PerformanceLimit.Threshold"/>.</param>
/// <param name="MinimumCoverage">Share of the rated minutes that must have samples.</param>
/// <param name="LeaveOutUnavailable">Whether minutes that touch an outage are left out.</param>
/// <param name="Plans">Ids of the plans that it holds for; null: all.</param>
/// <param name="ExceptRegions">Regions that it does not hold for.</param>
public sealed record PerformanceParameters(
    MetricKind Metric,
    Parameter<PerformanceStatistic> Statistic,
    Parameter<Comparator> Comparator,
    Parameter<Ratio> Threshold,
    Parameter<Ratio> MinimumCoverage,
    Parameter<bool> LeaveOutUnavailable,
    IReadOnlyList<string>? Plans,
    Parameter<IReadOnlyList<string>> ExceptRegions)
{
    private static readonly Dictionary<string, string> AsChosen = [];

    /// <summary>The limit for the rating, under the readings that the document chooses.</summary>
    public PerformanceLimit ToLimit() => Under(AsChosen).Limit;

    /// <summary>The limit under a choice of readings.</summary>
    /// <param name="readings">The chosen option by the id of its reading.</param>
    public RegionalLimit Under(IReadOnlyDictionary<string, string> readings) => new(
        new PerformanceLimit(
            Metric,
            Statistic.Under(readings),
            Comparator.Under(readings),
            Threshold.Under(readings),
            MinimumCoverage.Under(readings),
            LeaveOutUnavailable.Under(readings)),
        ExceptRegions.Under(readings),
        Threshold.Clause);

    /// <summary>True when the limit holds for a plan. Without a plan only limits of all plans hold.</summary>
    /// <param name="plan">Id of the plan; null for none.</param>
    public bool HoldsFor(string? plan) => Plans is null || (plan is not null && Plans.Contains(plan, StringComparer.Ordinal));

    /// <summary>True when the limit holds for a plan and region. A circuit without a region is under every limit of its plan.</summary>
    /// <param name="plan">Id of the plan.</param>
    /// <param name="region">The circuit's region; empty for none.</param>
    public bool HoldsFor(string plan, string region) => HoldsFor(plan) && !ExceptRegions.Value.Contains(region, StringComparer.Ordinal);
}
