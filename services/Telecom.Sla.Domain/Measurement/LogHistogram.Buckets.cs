namespace Telecom.Sla.Domain.Measurement;

/// <content>
/// Where the counts are. Samples of a circuit lie within a few doublings, so the counts are an array over the buckets from the lowest to
/// the highest used one. A histogram of values that are far apart, or with a count beyond 31 bits, keeps its used buckets sorted instead.
/// </content>
public sealed partial class LogHistogram
{
    /// <summary>Buckets that an array may span: 12 doublings at scale 6. It bounds the memory of a histogram to 4 KiB and its used buckets.</summary>
    private const int MostDense = 768;

    private int[] _window = [];
    private int _first;
    private List<HistogramBucket>? _sorted;

    /// <summary>The used buckets, ascending.</summary>
    public IEnumerable<HistogramBucket> Buckets => _sorted ?? DenseBuckets();

    /// <summary>Puts together a histogram from its parts, for the codec, which has checked them.</summary>
    /// <param name="scale">Its scale.</param>
    /// <param name="sum">Sum of the samples.</param>
    /// <param name="min">Smallest.</param>
    /// <param name="max">Largest.</param>
    /// <param name="zeros">Samples that are 0.</param>
    /// <param name="errorPpm">See <see cref="SourceErrorPpm"/>.</param>
    /// <param name="first">Bucket of the first count.</param>
    /// <param name="counts">Counts from there on, without a gap; taken over.</param>
    internal static LogHistogram Restore(int scale, UInt128 sum, long min, long max, long zeros, int errorPpm, int first, ReadOnlySpan<long> counts)
    {
        LogHistogram histogram = new(scale) { SourceErrorPpm = errorPpm, ZeroCount = zeros, Count = zeros };
        long largest = 0;
        foreach (long count in counts)
        {
            histogram.Count += count;
            largest = Math.Max(largest, count);
        }

        histogram._min = min;
        histogram._max = max;
        histogram._sumLow = (ulong)(sum & ulong.MaxValue);
        histogram._sumHigh = (ulong)(sum >> 64);
        if (counts.Length <= MostDense && largest <= int.MaxValue)
        {
            histogram._first = first;
            histogram._window = new int[counts.Length];
            for (int i = 0; i < counts.Length; i++)
            {
                histogram._window[i] = (int)counts[i];
            }
        }
        else
        {
            histogram._sorted = [];
            for (int i = 0; i < counts.Length; i++)
            {
                if (counts[i] > 0)
                {
                    histogram._sorted.Add(new HistogramBucket(first + i, counts[i]));
                }
            }
        }

        return histogram;
    }

    /// <summary>Counts from the lowest to the highest used bucket, for the codec.</summary>
    /// <param name="first">Bucket of the first count; meaningless when there is none.</param>
    /// <param name="scratch">An array that may be used, made larger when it must be.</param>
    /// <returns>The counts; the first and the last are at least 1.</returns>
    internal ReadOnlySpan<long> Dense(scoped out int first, scoped ref long[] scratch)
    {
        if (_sorted is { } sorted)
        {
            first = sorted.Count == 0 ? 0 : sorted[0].Index;
            int span = sorted.Count == 0 ? 0 : sorted[^1].Index - first + 1;
            Grow(ref scratch, span);
            Array.Clear(scratch, 0, span);
            foreach (HistogramBucket bucket in sorted)
            {
                scratch[bucket.Index - first] = bucket.Count;
            }

            return scratch.AsSpan(0, span);
        }

        (int low, int end) = UsedWindow();
        first = _first + low;
        Grow(ref scratch, end - low);
        for (int i = low; i < end; i++)
        {
            scratch[i - low] = _window[i];
        }

        return scratch.AsSpan(0, end - low);
    }

    private static void Grow(ref long[] scratch, int length)
    {
        if (scratch.Length < length)
        {
            scratch = new long[Math.Max(length, 256)];
        }
    }

    private IEnumerable<HistogramBucket> DenseBuckets()
    {
        for (int i = 0; i < _window.Length; i++)
        {
            if (_window[i] != 0)
            {
                yield return new HistogramBucket(_first + i, _window[i]);
            }
        }
    }

    /// <summary>From the first used place of the window to behind the last one; the same twice when none is used.</summary>
    private (int Low, int End) UsedWindow()
    {
        int low = _window.AsSpan().IndexOfAnyExcept(0);
        return low < 0 ? (0, 0) : (low, _window.AsSpan().LastIndexOfAnyExcept(0) + 1);
    }

    private int BucketOfRank(long rank)
    {
        if (_sorted is null)
        {
            for (int i = 0; ; i++)
            {
                rank -= _window[i];
                if (rank <= 0)
                {
                    return _first + i;
                }
            }
        }

        int bucket = 0;
        while (rank > _sorted[bucket].Count)
        {
            rank -= _sorted[bucket++].Count;
        }

        return _sorted[bucket].Index;
    }

    private void Increment(int index, long times)
    {
        if (_sorted is null && times <= int.MaxValue && Cover(index, index))
        {
            ref int count = ref _window[index - _first];
            if (count <= int.MaxValue - times)
            {
                count += (int)times;
                return;
            }
        }

        IncrementSorted(index, times);
    }

    private void IncrementSorted(int index, long times)
    {
        List<HistogramBucket> sorted = ToSorted();
        int low = 0;
        int high = sorted.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle].Index < index ? (middle + 1, high) : (low, middle);
        }

        if (low < sorted.Count && sorted[low].Index == index)
        {
            sorted[low] = new HistogramBucket(index, sorted[low].Count + times);
        }
        else
        {
            sorted.Insert(low, new HistogramBucket(index, times));
        }
    }

    private void AddBuckets(LogHistogram other)
    {
        if (_sorted is null && other._sorted is null && Count <= int.MaxValue)
        {
            (int low, int end) = other.UsedWindow();
            int start = other._first + low;
            if (low == end)
            {
                return;
            }

            if (Cover(start, other._first + end - 1))
            {
                // No count is above that of all samples, so that none overflows.
                ReadOnlySpan<int> from = other._window.AsSpan(low, end - low);
                Span<int> into = _window.AsSpan(start - _first, end - low);
                for (int i = 0; i < from.Length; i++)
                {
                    into[i] = unchecked(into[i] + from[i]);
                }

                return;
            }
        }

        foreach (HistogramBucket bucket in other.Buckets.ToArray())
        {
            Increment(bucket.Index, bucket.Count);
        }
    }

    /// <summary>Makes the window reach over a range of buckets; false when it would be too wide.</summary>
    private bool Cover(int low, int high)
    {
        if (_window.Length == 0)
        {
            int span = high - low + 1;
            int room = Math.Max(span, Math.Min(MostDense, span + 31));
            if (span > MostDense)
            {
                return false;
            }

            _window = new int[room];
            _first = low - ((room - span) / 2);
            return true;
        }

        int end = _first + _window.Length;
        if (low >= _first && high < end)
        {
            return true;
        }

        (int usedLow, int usedEnd) = UsedWindow();
        int from = usedLow == usedEnd ? low : Math.Min(low, _first + usedLow);
        int to = usedLow == usedEnd ? high + 1 : Math.Max(high + 1, _first + usedEnd);
        if (to - from > MostDense)
        {
            return false;
        }

        // Room on both sides, so that the next value beyond does not move everything again.
        int spare = Math.Min(MostDense - (to - from), Math.Max(16, (to - from) / 2));
        int first = from - (spare / 2);
        int[] window = new int[to - from + spare];
        Array.Copy(_window, usedLow, window, _first + usedLow - first, usedEnd - usedLow);
        _window = window;
        _first = first;
        return true;
    }

    private List<HistogramBucket> ToSorted()
    {
        if (_sorted is null)
        {
            _sorted = [.. DenseBuckets()];
            _window = [];
        }

        return _sorted;
    }
}
