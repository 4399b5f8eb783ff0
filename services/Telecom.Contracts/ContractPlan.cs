using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;

namespace Telecom.Contracts;

/// <summary>A plan that customers subscribe to.</summary>
/// <param name="Id">Id, for example "premium".</param>
/// <param name="Name">Name in the text.</param>
/// <param name="AvailabilityTarget">Share of the period that must be up: the plan's own, or that of all plans; null when nothing is promised about it.</param>
/// <param name="MissingData">What unmeasured time means for the verdict; null when nothing is promised about availability.</param>
/// <param name="Detection">How outages are detected from slices; null when the contract does not say.</param>
/// <param name="Performance">Limits of all plans of the version.</param>
public sealed record ContractPlan(
    string Id,
    string Name,
    Parameter<Ratio>? AvailabilityTarget,
    Parameter<MissingDataPolicy>? MissingData,
    DetectionParameters? Detection,
    IReadOnlyList<PerformanceParameters> Performance)
{
    /// <summary>What the plan promises for a circuit whose status is rated live; null when it has no availability target or no detection.</summary>
    /// <param name="region">The circuit's region; empty for none.</param>
    public PlanTerms? Terms(string region = "") => AvailabilityTarget is null || MissingData is null || Detection is null
        ? null
        : new PlanTerms(
            AvailabilityTarget.Value,
            new AvailabilityRule(Detection.IntervalUs.Value, Detection.LossThreshold.Value, Detection.Consecutive.Value),
            MissingData.Value,
            Limits(region));

    /// <summary>The performance limits that hold for a circuit.</summary>
    /// <param name="region">The circuit's region; empty for none.</param>
    public IReadOnlyList<PerformanceLimit> Limits(string region = "") =>
        [.. Performance.Where(limit => limit.HoldsFor(Id, region)).Select(limit => limit.ToLimit())];
}
