using System.Runtime.CompilerServices;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// Distribution of integers from 0 up: count, sum, minimum, maximum, and counts in the buckets of <see cref="LogBuckets"/> with one
/// more bucket for 0. Merging adds integers, so it is exact and gives the same content in any order and grouping; percentiles of many
/// minutes come from merged histograms, never from averaged percentiles.
/// </summary>
/// <remarks>
/// A quantile is by nearest rank (the ceil(q·count)-th smallest sample) and known up to its bucket. At scale 6 the middle of a bucket is
/// at most (2^(1/64) - 1)/2 = 0.545 % from any value in it, at scale 3 at most (2^(1/8) - 1)/2 = 4.53 %; minimum and maximum tighten the
/// bounds. Not safe for use by several threads at once.
/// </remarks>
public sealed partial class LogHistogram : ISampleDistribution
{
    private const int Million = 1_000_000;

    private readonly int _shift;
    private long _min = long.MaxValue;
    private long _max;
    private ulong _sumLow;
    private ulong _sumHigh;

    /// <summary>Makes an empty one.</summary>
    /// <param name="scale">Scale of the buckets as in the OpenTelemetry data model: base = 2^(2^-scale). 0 to <see cref="LogBuckets.Scale"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is out of its range.</exception>
    public LogHistogram(int scale = LogBuckets.Scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, LogBuckets.Scale);
        Scale = scale;
        _shift = LogBuckets.Scale - scale;
    }

    /// <summary>Scale of the buckets: 2^scale of them in each doubling.</summary>
    public int Scale { get; }

    /// <summary>Number of samples.</summary>
    public long Count { get; private set; }

    /// <summary>Sum of the samples.</summary>
    public UInt128 Sum => new(_sumHigh, _sumLow);

    /// <summary>Smallest sample; 0 when there is none.</summary>
    public long Min => Count == 0 ? 0 : _min;

    /// <summary>Largest sample; 0 when there is none.</summary>
    public long Max => _max;

    /// <summary>Samples that are 0.</summary>
    public long ZeroCount { get; private set; }

    /// <summary>
    /// How far a sample may lie from where it is counted because it came in wider buckets, parts per million of the sample; 0 for samples
    /// that came one by one. It widens the bounds of quantiles and counts, on top of the buckets' own error.
    /// </summary>
    public int SourceErrorPpm { get; private set; }

    /// <summary>Exact mean; null when there is no sample.</summary>
    public Ratio? Mean => Count == 0 ? null : new Ratio((Int128)Sum, Count);

    /// <summary>Adds one sample.</summary>
    /// <param name="value">At least 0.</param>
    /// <exception cref="OverflowException">The count does not fit any more; nothing was added.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long value)
    {
        if (value <= 0)
        {
            Add(value, 1);
            return;
        }

        Count++;
        unchecked
        {
            // Sums of 2^63 values below 2^63 stay below 2^126.
            _sumLow += (ulong)value;
            _sumHigh += _sumLow < (ulong)value ? 1UL : 0UL;
            _min = value < _min ? value : _min;
            _max = value > _max ? value : _max;
            uint place = (uint)((LogBuckets.IndexOfPositive(value) >> _shift) - _first);
            int[] window = _window;
            if (place < (uint)window.Length && window[place] != int.MaxValue)
            {
                window[place]++;
                return;
            }
        }

        Increment(LogBuckets.IndexOfPositive(value) >> _shift, 1);
    }

    /// <summary>Adds the same sample several times.</summary>
    /// <param name="value">At least 0.</param>
    /// <param name="times">At least 1.</param>
    /// <exception cref="OverflowException">The count does not fit any more; nothing was added.</exception>
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
            Increment(LogBuckets.IndexOfPositive(value) >> _shift, times);
        }
    }

    /// <summary>Adds every sample of another histogram of the same scale.</summary>
    /// <exception cref="ArgumentException">The scales differ.</exception>
    /// <exception cref="OverflowException">The count does not fit any more; nothing was added.</exception>
    public void MergeFrom(LogHistogram other)
    {
        if (other.Scale != Scale)
        {
            throw new ArgumentException($"A histogram of scale {other.Scale} cannot be merged into one of scale {Scale}.", nameof(other));
        }

        if (other.Count == 0)
        {
            return;
        }

        Summarise(other.Count, other.Sum, other.Min, other.Max);
        ZeroCount += other.ZeroCount;
        SourceErrorPpm = Math.Max(SourceErrorPpm, other.SourceErrorPpm);
        AddBuckets(other);
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

        if (rank <= ZeroCount)
        {
            return new QuantileEstimate(Ratio.Zero, 0, 0);
        }

        int bucket = BucketOfRank(rank - ZeroCount);
        long low = Math.Clamp(LeastOf(bucket), Min, Max);
        long high = Math.Clamp(MostOf(bucket), Min, Max);
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
        long above = 0;
        long open = 0;
        foreach (HistogramBucket bucket in Buckets)
        {
            if (LeastOf(bucket.Index) >= bound)
            {
                above += bucket.Count;
            }
            else if (MostOf(bucket.Index) >= bound)
            {
                open += bucket.Count;
            }
        }

        return new CountBounds(Math.Max(1, above), Math.Min(Count - 1, above + open));
    }

    /// <summary>Least sample that a bucket can stand for.</summary>
    private long LeastOf(int bucket)
    {
        long lowest = LogBuckets.LowestIn(bucket, _shift);
        return SourceErrorPpm == 0 ? lowest : (long)((Int128)lowest * Million / (Million + (long)SourceErrorPpm));
    }

    /// <summary>Largest sample that a bucket can stand for.</summary>
    private long MostOf(int bucket)
    {
        long highest = LogBuckets.HighestIn(bucket, _shift);
        return SourceErrorPpm switch
        {
            0 => highest,
            >= Million => long.MaxValue,
            _ => (long)Int128.Min(long.MaxValue, (((Int128)highest * Million) / (Million - SourceErrorPpm)) + 1),
        };
    }

    private void Summarise(long count, UInt128 sum, long min, long max)
    {
        Count += count;
        UInt128 total = Sum + sum;
        _sumLow = (ulong)(total & ulong.MaxValue);
        _sumHigh = (ulong)(total >> 64);
        _min = Math.Min(_min, min);
        _max = Math.Max(_max, max);
    }
}
