using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>A quantile as a distribution knows it: the true sample lies in [Low, High].</summary>
/// <param name="Value">The middle of the bounds, at most 0.55 % away from the true sample; the sample itself when the bounds are equal.</param>
/// <param name="Low">Lowest value that the sample can have.</param>
/// <param name="High">Highest value that the sample can have.</param>
public readonly record struct QuantileEstimate(Ratio Value, long Low, long High);
