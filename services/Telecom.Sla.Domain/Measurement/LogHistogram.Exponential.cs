namespace Telecom.Sla.Domain.Measurement;

/// <content>Values that come already counted in the buckets of an exponential histogram (OpenTelemetry data model).</content>
public sealed partial class LogHistogram
{
    /// <summary>Finest scale that the data model has.</summary>
    private const int FinestScale = 20;

    /// <summary>Coarsest scale that is taken: a bucket spans 16 doublings.</summary>
    private const int CoarsestScale = -4;

    /// <summary>
    /// Adds an exponential histogram of integers. Buckets of the same and of finer scales fall whole into those of this one, so that nothing
    /// is lost but what this one's buckets lose. A wider bucket is counted in the middle one of those that it spans, and how far its values may lie
    /// from there is kept in <see cref="SourceErrorPpm"/>; the smallest and the largest value are put where they are.
    /// </summary>
    /// <param name="scale">Scale of the buckets: base = 2^(2^-scale), bucket i = (base^i, base^(i+1)]; -4 to 20.</param>
    /// <param name="counts">Counts of the buckets, each at least 0.</param>
    /// <param name="offset">Index of the first bucket.</param>
    /// <param name="zeroCount">Values that are 0.</param>
    /// <param name="sum">Sum of the values.</param>
    /// <param name="min">Smallest value: 0 when there are zeros, otherwise in the first used bucket.</param>
    /// <param name="max">Largest value: in the last used bucket, or 0 without one.</param>
    /// <param name="sourceErrorPpm">How far a value may lie from its bucket already, parts per million of the value; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale, a count or the error is out of its range; nothing was added.</exception>
    /// <exception cref="ArgumentException">Count, sum, minimum, maximum and buckets do not fit together; nothing was added.</exception>
    /// <exception cref="OverflowException">The count does not fit any more; nothing was added.</exception>
    public void AddExponential(int scale, ReadOnlySpan<long> counts, int offset, long zeroCount, UInt128 sum, long min, long max, int sourceErrorPpm = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, CoarsestScale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, FinestScale);
        ArgumentOutOfRangeException.ThrowIfNegative(sourceErrorPpm);
        ArgumentOutOfRangeException.ThrowIfNegative(zeroCount);
        ArgumentOutOfRangeException.ThrowIfNegative(min);
        long count = zeroCount;
        foreach (long one in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(one, nameof(counts));
            count += one;
        }

        int first = counts.IndexOfAnyExcept(0L);
        int last = counts.LastIndexOfAnyExcept(0L);
        bool fits = count > 0
            && max >= min
            && (min == 0) == (zeroCount > 0)
            && (max == 0) == (last < 0)
            && sum >= (UInt128)min * (UInt128)count
            && sum <= (UInt128)max * (UInt128)count
            && (min == 0 || IsIn(min, offset + first, scale))
            && (max == 0 || IsIn(max, offset + last, scale));
        if (!fits)
        {
            throw new ArgumentException($"{count} values with sum {sum}, minimum {min} and maximum {max} do not fit their buckets of scale {scale} from {offset} on.", nameof(counts));
        }

        Summarise(count, sum, min, max);
        ZeroCount += zeroCount;
        int coarser = Scale - scale;
        SourceErrorPpm = Math.Max(SourceErrorPpm, coarser > 0 ? Math.Max(sourceErrorPpm, ErrorOf(scale)) : sourceErrorPpm);
        if (last >= 0)
        {
            int lowest = zeroCount > 0 ? int.MinValue : LogBuckets.IndexOfPositive(min) >> _shift;
            AddCounts(counts, offset, coarser, lowest, LogBuckets.IndexOfPositive(max) >> _shift, last);
        }
    }

    /// <summary>Farthest that a value lies from the middle of its bucket, which is at base^(i + 1/2): the root of the base less 1.</summary>
    private static int ErrorOf(int scale) => (int)Math.Ceiling((Math.Pow(2, Math.Pow(2, -scale - 1)) - 1) * Million) + 1;

    /// <summary>True when a value lies in a bucket of any scale; by a bucket more or less at scales finer than this one knows exactly.</summary>
    private static bool IsIn(long value, int bucket, int scale)
    {
        if (scale <= LogBuckets.Scale)
        {
            return LogBuckets.IndexOfPositive(value) >> (LogBuckets.Scale - scale) == bucket;
        }

        return Math.Abs(LogBuckets.IndexOfPositive(value) - (bucket >> (scale - LogBuckets.Scale))) <= 1;
    }

    private void AddCounts(ReadOnlySpan<long> counts, int offset, int coarser, int lowest, int highest, int last)
    {
        // One value is the largest, and one the smallest unless that is 0: they are known better than by their bucket.
        bool lowestPlaced = lowest == int.MinValue;
        for (int i = 0; i <= last; i++)
        {
            long left = counts[i];
            if (left > 0 && !lowestPlaced)
            {
                Increment(lowest, 1);
                lowestPlaced = true;
                left--;
            }

            if (left > 0 && i == last)
            {
                Increment(highest, 1);
                left--;
            }

            if (left > 0)
            {
                int bucket = coarser <= 0 ? (offset + i) >> -coarser : ((offset + i) << coarser) + (1 << (coarser - 1));
                Increment(Math.Clamp(bucket, Math.Max(lowest, LogBuckets.First >> _shift), highest), left);
            }
        }
    }
}
