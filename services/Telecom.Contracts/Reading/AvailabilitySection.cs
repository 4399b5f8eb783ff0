using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts.Reading;

/// <summary>What a version promises about availability, before a plan's target is known.</summary>
/// <param name="Target">Target of all plans without one of their own; null when there is none.</param>
/// <param name="MissingData">What unmeasured time means.</param>
/// <param name="Under">Makes the terms of a target under a choice of readings.</param>
internal sealed record AvailabilitySection(
    Parameter<Ratio>? Target,
    Parameter<MissingDataPolicy> MissingData,
    Func<Parameter<Ratio>, IReadOnlyDictionary<string, string>, AvailabilityTerms> Under);
