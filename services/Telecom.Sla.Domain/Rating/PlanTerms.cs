using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Rating;

/// <summary>What one plan of a contract promises for a circuit of one region.</summary>
/// <param name="AvailabilityTarget">Share of the period that must be up, 0 to 1.</param>
/// <param name="Availability">How downtime is detected.</param>
/// <param name="MissingData">What unmeasured time means for the verdict on availability.</param>
/// <param name="Limits">Limits on performance figures.</param>
public sealed record PlanTerms(
    Ratio AvailabilityTarget,
    AvailabilityRule Availability,
    MissingDataPolicy MissingData,
    IReadOnlyList<PerformanceLimit> Limits);
