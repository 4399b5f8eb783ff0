using Telecom.Sla.Domain.Numbers;

namespace Telecom.Contracts;

/// <summary>How outages are detected from slices, for the live status; the same for all plans of a version.</summary>
/// <param name="IntervalUs">Length of a slice, microseconds.</param>
/// <param name="LossThreshold">Loss ratio above which a slice is bad.</param>
/// <param name="Consecutive">Consecutive slices that begin or end an outage.</param>
public sealed record DetectionParameters(Parameter<long> IntervalUs, Parameter<Ratio> LossThreshold, Parameter<int> Consecutive);
