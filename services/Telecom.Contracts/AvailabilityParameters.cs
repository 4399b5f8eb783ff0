using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;

namespace Telecom.Contracts;

/// <summary>How a contract judges availability; the same for all its plans.</summary>
/// <param name="IntervalUs">Length of a slice, microseconds.</param>
/// <param name="LossThreshold">Loss ratio above which a slice is bad.</param>
/// <param name="Consecutive">Consecutive slices that begin or end an outage.</param>
/// <param name="MissingData">What unmeasured time means.</param>
public sealed record AvailabilityParameters(
    Parameter<long> IntervalUs,
    Parameter<Ratio> LossThreshold,
    Parameter<int> Consecutive,
    Parameter<MissingDataPolicy> MissingData);
