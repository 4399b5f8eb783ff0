using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// The distribution of many samples, as ratings ask it: from a histogram, which knows a quantile within a bucket, or from listed
/// values, which know it exactly. What is not known exactly has bounds that the truth lies in.
/// </summary>
public interface ISampleDistribution
{
    /// <summary>Number of samples.</summary>
    long Count { get; }

    /// <summary>Sum of the samples, exact.</summary>
    UInt128 Sum { get; }

    /// <summary>The sample at a quantile by nearest rank, the ceil(q·count)-th smallest, at least the first; null when there is no sample.</summary>
    /// <param name="quantile">q: 0 (the minimum) to 1 (the maximum).</param>
    QuantileEstimate? Quantile(Ratio quantile);

    /// <summary>How many samples are at least <paramref name="bound"/>.</summary>
    /// <param name="bound">Any value.</param>
    CountBounds CountAtLeast(long bound);
}
