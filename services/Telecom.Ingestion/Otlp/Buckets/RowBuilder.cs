using Telecom.Common.V1;
using Telecom.Sla.Domain.Measurement;

namespace Telecom.Ingestion.Otlp.Buckets;

/// <summary>Gathers counts in the cells' buckets and keeps sum, smallest and largest value consistent with them.</summary>
/// <param name="zeros">Values that are 0 from the start.</param>
internal sealed class RowBuilder(ulong zeros)
{
    private readonly SortedDictionary<int, ulong> _buckets = [];
    private ulong _zeros = zeros;
    private long _min = zeros > 0 ? 0 : long.MaxValue;
    private long _max;

    /// <summary>Sum of the values that were added where they are.</summary>
    public double ExactSum { get; private set; }

    /// <summary>Adds one value that is known.</summary>
    public void AddExact(double value)
    {
        ExactSum += value;
        Add(null, (long)Math.Round(value), 1);
    }

    /// <summary>Adds values.</summary>
    /// <param name="index">Their bucket when it is known to hold them.</param>
    /// <param name="value">Where they are, about, at least 0.</param>
    /// <param name="count">How many.</param>
    public void Add(int? index, long value, ulong count)
    {
        if (index is { } bucket and >= LogBuckets.First and <= LogBuckets.Last && LogBuckets.LowestIn(bucket) <= LogBuckets.HighestIn(bucket))
        {
            value = Math.Clamp(value, LogBuckets.LowestIn(bucket), LogBuckets.HighestIn(bucket));
        }

        _min = Math.Min(_min, value);
        _max = Math.Max(_max, value);
        if (value == 0)
        {
            _zeros += count;
            return;
        }

        int at = LogBuckets.IndexOf(value);
        _buckets[at] = _buckets.GetValueOrDefault(at) + count;
    }

    /// <summary>The row; null when its sum does not fit.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="sum">The sender's sum; null when it is not known.</param>
    /// <param name="errorPpm">The source error.</param>
    public DistributionRow? Build(Metric metric, double? sum, uint errorPpm)
    {
        UInt128 total = _zeros;
        UInt128 lowest = 0;
        UInt128 highest = 0;
        foreach ((int index, ulong count) in _buckets)
        {
            lowest += (UInt128)LogBuckets.LowestIn(index) * count;
            highest += (UInt128)LogBuckets.HighestIn(index) * count;
            total += count;
        }

        // All values lie in their buckets and between the smallest and the largest, so both pairs of bounds leave room for a sum.
        lowest = UInt128.Max(lowest, total * (UInt128)_min);
        highest = UInt128.Min(highest, total * (UInt128)_max);
        if (highest > ulong.MaxValue)
        {
            return null;
        }

        UInt128 stated = sum is { } known ? (UInt128)Math.Min(Math.Round(known), ulong.MaxValue) : (lowest + highest) / 2;
        int offset = _buckets.Count == 0 ? 0 : _buckets.Keys.First();
        ulong[] counts = new ulong[_buckets.Count == 0 ? 0 : _buckets.Keys.Last() - offset + 1];
        foreach ((int index, ulong count) in _buckets)
        {
            counts[index - offset] = count;
        }

        return new DistributionRow(
            metric, _zeros, (ulong)UInt128.Clamp(stated, lowest, highest), (ulong)_min, (ulong)_max, offset, counts, errorPpm);
    }
}
