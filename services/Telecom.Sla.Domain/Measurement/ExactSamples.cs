using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// Distribution of integers from 0 up that keeps each distinct value with its count, so that every statistic is exact. For listed
/// evidence: memory grows with the distinct values, where <see cref="LogHistogram"/> stays small and knows bounds.
/// </summary>
/// <remarks>
/// With samples x(1) ≤ … ≤ x(N), the quantile q is x(max(1, ceil(q·N))) (nearest rank), the mean is Σx ÷ N. Not safe for use by several
/// threads at once.
/// </remarks>
public sealed class ExactSamples : ISampleDistribution
{
    private readonly SortedDictionary<long, long> _counts = [];

    /// <inheritdoc/>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public UInt128 Sum { get; private set; }

    /// <summary>Exact mean; null when there is no sample.</summary>
    public Ratio? Mean => Count == 0 ? null : new Ratio((Int128)Sum, Count);

    /// <summary>The distinct values with their counts, ascending by value.</summary>
    public IReadOnlyCollection<KeyValuePair<long, long>> Values => _counts;

    /// <summary>Adds a sample.</summary>
    /// <param name="value">At least 0.</param>
    /// <param name="times">How often it was seen, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range; nothing was added.</exception>
    /// <exception cref="OverflowException">The counts do not fit any more; nothing was added.</exception>
    public void Add(long value, long times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);

        // Both factors are below 2^63 and so is the count of all samples, so the sum stays below 2^126.
        Count += times;
        Sum += (UInt128)value * (UInt128)times;
        _counts[value] = _counts.GetValueOrDefault(value) + times;
    }

    /// <summary>Adds every sample of another distribution.</summary>
    /// <exception cref="OverflowException">The counts do not fit any more.</exception>
    public void MergeFrom(ExactSamples other)
    {
        foreach ((long value, long times) in other._counts.ToArray())
        {
            Add(value, times);
        }
    }

    /// <summary>The sample at a quantile by nearest rank, with equal bounds; null when there is no sample.</summary>
    /// <param name="quantile">0 (the minimum) to 1 (the maximum).</param>
    /// <exception cref="ArgumentOutOfRangeException">The quantile is out of its range.</exception>
    public QuantileEstimate? Quantile(Ratio quantile)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quantile, Ratio.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quantile, Ratio.One);
        long rank = Math.Max(1, quantile.CeilingTimes(Count));
        foreach ((long value, long times) in _counts)
        {
            if (rank <= times)
            {
                return new QuantileEstimate(new Ratio(value, 1), value, value);
            }

            rank -= times;
        }

        return null;
    }

    /// <summary>How many samples are at least <paramref name="bound"/>, with equal bounds.</summary>
    /// <param name="bound">Any value.</param>
    public CountBounds CountAtLeast(long bound)
    {
        long count = 0;
        foreach ((long value, long times) in _counts)
        {
            count += value >= bound ? times : 0;
        }

        return new CountBounds(count, count);
    }
}
