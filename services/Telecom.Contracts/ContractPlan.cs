using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;

namespace Telecom.Contracts;

/// <summary>A plan that customers subscribe to.</summary>
/// <param name="Id">Id, for example "premium".</param>
/// <param name="Name">Name in the text.</param>
/// <param name="AvailabilityTarget">Share of the period that must be up.</param>
/// <param name="Availability">How availability is judged.</param>
/// <param name="Performance">Limits of all plans of the version.</param>
public sealed record ContractPlan(
    string Id,
    string Name,
    Parameter<Ratio> AvailabilityTarget,
    AvailabilityParameters Availability,
    IReadOnlyList<PerformanceParameters> Performance)
{
    /// <summary>What the plan promises for a circuit.</summary>
    /// <param name="region">The circuit's region; empty for none.</param>
    public PlanTerms Terms(string region = "") => new(
        AvailabilityTarget.Value,
        new AvailabilityRule(Availability.IntervalUs.Value, Availability.LossThreshold.Value, Availability.Consecutive.Value),
        Availability.MissingData.Value,
        [.. Performance.Where(limit => limit.HoldsFor(Id, region)).Select(limit => limit.ToLimit())]);
}
