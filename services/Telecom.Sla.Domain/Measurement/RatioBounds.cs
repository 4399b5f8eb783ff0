using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>A ratio of which bounds are known.</summary>
/// <param name="Low">Lowest value that it can have.</param>
/// <param name="High">Highest value that it can have; equal to the low one when the ratio is known exactly.</param>
public readonly record struct RatioBounds(Ratio Low, Ratio High)
{
    /// <summary>The middle of the bounds.</summary>
    public Ratio Value => Low == High ? Low : (Low + High) / new Ratio(2, 1);

    /// <summary>True when the ratio is known exactly.</summary>
    public bool IsExact => Low == High;
}
