using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// Distribution of integers from 0 up: count, sum, minimum, maximum, and counts in the buckets of <see cref="LogBuckets"/> with one
/// more bucket for 0. Merging adds integers, so it is exact and gives the same content in any order and grouping; percentiles of many
/// minutes come from merged histograms, never from averaged percentiles.
/// </summary>
/// <remarks>
/// A quantile is by nearest rank (the ceil(q·count)-th smallest sample) and known up to its bucket. The middle of a bucket is at most
/// (2^(1/64) - 1)/2 = 0.545 % from any value in it; minimum and maximum tighten the bounds. Buckets are kept sparse: sorted arrays of
/// the used ones. Not safe for use by several threads at once.
/// </remarks>
public sealed class LogHistogram : ISampleDistribution
{
    private short[] _indexes = [];
    private long[] _counts = [];
    private int _used;
    private int _last;

    /// <summary>Number of samples.</summary>
    public long Count { get; private set; }

    /// <summary>Sum of the samples.</summary>
    public UInt128 Sum { get; private set; }

    /// <summary>Smallest sample; 0 when there is none.</summary>
    public long Min { get; private set; }

    /// <summary>Largest sample; 0 when there is none.</summary>
    public long Max { get; private set; }

    /// <summary>Samples that are 0.</summary>
    public long ZeroCount { get; private set; }

    /// <summary>Used buckets, ascending.</summary>
    public ReadOnlySpan<short> Indexes => _indexes.AsSpan(0, _used);

    /// <summary>Counts of the used buckets, each at least 1.</summary>
    public ReadOnlySpan<long> Counts => _counts.AsSpan(0, _used);

    /// <summary>Exact mean; null when there is no sample.</summary>
    public Ratio? Mean => Count == 0 ? null : new Ratio((Int128)Sum, Count);

    /// <summary>Adds one sample.</summary>
    /// <param name="value">At least 0.</param>
    public void Add(long value) => Add(value, 1);

    /// <summary>Adds the same sample several times.</summary>
    /// <param name="value">At least 0.</param>
    /// <param name="times">At least 1.</param>
    /// <exception cref="OverflowException">The counts or the sum do not fit any more; nothing was added.</exception>
    public void Add(long value, long times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        Summarise(times, (UInt128)value * (UInt128)times, value, value);
        if (value == 0)
        {
            ZeroCount += times;
        }
        else
        {
            Increment((short)LogBuckets.IndexOf(value), times);
        }
    }

    /// <summary>Adds every sample of another histogram.</summary>
    /// <exception cref="OverflowException">The counts or the sum do not fit any more; nothing was added.</exception>
    public void MergeFrom(LogHistogram other)
    {
        if (other.Count == 0)
        {
            return;
        }

        Summarise(other.Count, other.Sum, other.Min, other.Max);
        ZeroCount += other.ZeroCount;

        // The length is read once: a histogram may be merged into itself.
        int used = other._used;
        for (int i = 0; i < used; i++)
        {
            Increment(other._indexes[i], other._counts[i]);
        }
    }

    /// <summary>The sample at a quantile by nearest rank; null when there is no sample.</summary>
    /// <param name="quantile">0 (the minimum) to 1 (the maximum).</param>
    public QuantileEstimate? Quantile(Ratio quantile)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quantile, Ratio.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quantile, Ratio.One);
        if (Count == 0)
        {
            return null;
        }

        long rank = Math.Max(1, quantile.CeilingTimes(Count));
        if (rank == 1 || rank == Count)
        {
            long exact = rank == 1 ? Min : Max;
            return new QuantileEstimate(new Ratio(exact, 1), exact, exact);
        }

        long passed = ZeroCount;
        if (rank <= passed)
        {
            return new QuantileEstimate(Ratio.Zero, 0, 0);
        }

        int bucket = 0;
        while (passed + _counts[bucket] < rank)
        {
            passed += _counts[bucket++];
        }

        long low = Math.Max(Min, LogBuckets.LowestIn(_indexes[bucket]));
        long high = Math.Min(Max, LogBuckets.HighestIn(_indexes[bucket]));
        return new QuantileEstimate(new Ratio((Int128)low + high, 2), low, high);
    }

    /// <summary>How many samples are at least <paramref name="bound"/>: exact but for the samples in the bucket that the bound lies in.</summary>
    /// <param name="bound">Any value.</param>
    public CountBounds CountAtLeast(long bound)
    {
        if (Count == 0 || bound > Max)
        {
            return default;
        }

        if (bound <= Min)
        {
            return new CountBounds(Count, Count);
        }

        // From here on the minimum is below the bound and the maximum is not, so both ends are known to be inside.
        int cut = LogBuckets.IndexOf(bound);
        long above = 0;
        long open = 0;
        for (int i = _used - 1; i >= 0 && _indexes[i] >= cut; i--)
        {
            if (_indexes[i] > cut || bound == LogBuckets.LowestIn(cut))
            {
                above += _counts[i];
            }
            else
            {
                open += _counts[i];
            }
        }

        return new CountBounds(Math.Max(1, above), Math.Min(Count - 1, above + open));
    }

    /// <summary>Puts together a histogram from its parts, for the codec, which has checked them.</summary>
    internal static LogHistogram Restore(UInt128 sum, long min, long max, long zeros, short[] indexes, long[] counts)
    {
        LogHistogram histogram = new() { Sum = sum, Min = min, Max = max, ZeroCount = zeros, Count = zeros, _indexes = indexes, _counts = counts, _used = indexes.Length };
        foreach (long count in counts)
        {
            histogram.Count += count;
        }

        return histogram;
    }

    private void Summarise(long count, UInt128 sum, long min, long max)
    {
        long newCount = Count + count;
        Sum += sum;
        Min = Count == 0 ? min : Math.Min(Min, min);
        Max = Count == 0 ? max : Math.Max(Max, max);
        Count = newCount;
    }

    private void Increment(short index, long times)
    {
        // Neighbouring samples of a circuit mostly fall into the same bucket.
        if (_last < _used && _indexes[_last] == index)
        {
            _counts[_last] += times;
            return;
        }

        int slot = _indexes.AsSpan(0, _used).BinarySearch(index);
        if (slot < 0)
        {
            slot = ~slot;
            Insert(slot, index);
        }

        _counts[slot] += times;
        _last = slot;
    }

    private void Insert(int slot, short index)
    {
        if (_used == _indexes.Length)
        {
            int capacity = Math.Max(8, _used * 2);
            Array.Resize(ref _indexes, capacity);
            Array.Resize(ref _counts, capacity);
        }

        Array.Copy(_indexes, slot, _indexes, slot + 1, _used - slot);
        Array.Copy(_counts, slot, _counts, slot + 1, _used - slot);
        _indexes[slot] = index;
        _counts[slot] = 0;
        _used++;
    }
}
