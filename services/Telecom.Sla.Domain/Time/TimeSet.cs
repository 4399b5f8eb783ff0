using System.Buffers;

namespace Telecom.Sla.Domain.Time;

/// <summary>
/// A set of instants: ranges that are sorted, not empty, disjoint and not even touching, so that equal sets have equal ranges.
/// A period, an outage, a maintenance window and unmeasured time are all time sets; availability is their algebra. Immutable.
/// </summary>
public sealed class TimeSet : IEquatable<TimeSet>
{
    private readonly TimeRange[] _ranges;

    private TimeSet(TimeRange[] ranges)
    {
        _ranges = ranges;
        long length = 0;
        foreach (TimeRange range in ranges)
        {
            length += range.Length;
        }

        Length = length;
    }

    /// <summary>The set without an instant.</summary>
    public static TimeSet Empty { get; } = new([]);

    /// <summary>The ranges, by start.</summary>
    public IReadOnlyList<TimeRange> Ranges => _ranges;

    /// <summary>Total length, microseconds.</summary>
    public long Length { get; }

    /// <summary>True when the set has no instant.</summary>
    public bool IsEmpty => _ranges.Length == 0;

    /// <summary>The instants of one range.</summary>
    public static TimeSet Of(TimeRange range) => range.IsEmpty ? Empty : new TimeSet([range]);

    /// <summary>The union of ranges in any order, overlapping or not; empty ones vanish.</summary>
    public static TimeSet Of(params IEnumerable<TimeRange> ranges)
    {
        TimeRange[] own = [.. ranges];
        return Normal(own, own.Length);
    }

    /// <summary>Instants of either set.</summary>
    public TimeSet Union(TimeSet other)
    {
        if (other.IsEmpty || IsEmpty)
        {
            return other.IsEmpty ? this : other;
        }

        TimeRange[] all = Rent(_ranges.Length + other._ranges.Length);
        int left = 0;
        int right = 0;
        int count = 0;
        while (left < _ranges.Length || right < other._ranges.Length)
        {
            bool own = right == other._ranges.Length || (left < _ranges.Length && _ranges[left].Start <= other._ranges[right].Start);
            all[count++] = own ? _ranges[left++] : other._ranges[right++];
        }

        TimeSet union = Normal(all, count);
        Return(all);
        return union;
    }

    /// <summary>Instants of both sets.</summary>
    public TimeSet Intersect(TimeSet other)
    {
        if (IsEmpty || other.IsEmpty)
        {
            return Empty;
        }

        TimeRange[] common = Rent(_ranges.Length + other._ranges.Length);
        int left = 0;
        int right = 0;
        int count = 0;
        while (left < _ranges.Length && right < other._ranges.Length)
        {
            TimeRange both = _ranges[left].Intersect(other._ranges[right]);
            if (!both.IsEmpty)
            {
                common[count++] = both;
            }

            if (_ranges[left].End < other._ranges[right].End)
            {
                left++;
            }
            else
            {
                right++;
            }
        }

        return Taken(common, count);
    }

    /// <summary>Instants of this set that lie in the range.</summary>
    public TimeSet Intersect(TimeRange range)
    {
        int first = FirstEndingAfter(range.Start);
        int end = first;
        while (end < _ranges.Length && _ranges[end].Start < range.End)
        {
            end++;
        }

        if (range.IsEmpty || first == end)
        {
            return Empty;
        }

        if (end - first == _ranges.Length && _ranges[0].Start >= range.Start && _ranges[^1].End <= range.End)
        {
            return this;
        }

        TimeRange[] inside = _ranges[first..end];
        inside[0] = inside[0].Intersect(range);
        inside[^1] = inside[^1].Intersect(range);
        return new TimeSet(inside);
    }

    /// <summary>Instants of this set that the other does not have.</summary>
    public TimeSet Subtract(TimeSet other)
    {
        if (IsEmpty || other.IsEmpty)
        {
            return this;
        }

        TimeRange[] left = Rent(_ranges.Length + other._ranges.Length);
        int count = 0;
        int next = 0;
        foreach (TimeRange range in _ranges)
        {
            UtcInstant from = range.Start;
            while (next < other._ranges.Length && other._ranges[next].End <= from)
            {
                next++;
            }

            // The last one that reaches into this range may reach into the next one too, so it is not passed yet.
            for (int i = next; i < other._ranges.Length && other._ranges[i].Start < range.End; i++)
            {
                if (other._ranges[i].Start > from)
                {
                    left[count++] = new TimeRange(from, other._ranges[i].Start);
                }

                from = UtcInstant.Min(other._ranges[i].End, range.End);
            }

            if (from < range.End)
            {
                left[count++] = new TimeRange(from, range.End);
            }
        }

        return Taken(left, count);
    }

    /// <summary>Instants of the range that this set does not have.</summary>
    public TimeSet ComplementIn(TimeRange range) => Of(range).Subtract(this);

    /// <summary>True when the range and the set have an instant in common.</summary>
    public bool Overlaps(TimeRange range)
    {
        int first = FirstEndingAfter(range.Start);
        return first < _ranges.Length && _ranges[first].Overlaps(range);
    }

    /// <inheritdoc/>
    public bool Equals(TimeSet? other) => other is not null && _ranges.AsSpan().SequenceEqual(other._ranges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TimeSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (TimeRange range in _ranges)
        {
            hash.Add(range);
        }

        return hash.ToHashCode();
    }

    /// <summary>The ranges, joined by "∪"; "∅" when empty.</summary>
    public override string ToString() => IsEmpty ? "∅" : string.Join(" ∪ ", _ranges);

    /// <summary>Index of the first range that ends after an instant; the number of ranges when none does.</summary>
    private int FirstEndingAfter(UtcInstant instant)
    {
        int low = 0;
        int high = _ranges.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_ranges[middle].End <= instant)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The set of the first ranges of an array, which is overwritten. Ranges come sorted almost always, and are sorted only if not.</summary>
    private static TimeSet Normal(TimeRange[] ranges, int length)
    {
        int count = 0;
        bool sorted = true;
        for (int i = 0; i < length; i++)
        {
            if (!ranges[i].IsEmpty)
            {
                sorted &= count == 0 || ranges[count - 1].Start <= ranges[i].Start;
                ranges[count++] = ranges[i];
            }
        }

        if (!sorted)
        {
            ranges.AsSpan(0, count).Sort(static (left, right) => left.Start.CompareTo(right.Start));
        }

        int merged = 0;
        for (int i = 0; i < count; i++)
        {
            if (merged == 0 || ranges[i].Start > ranges[merged - 1].End)
            {
                ranges[merged++] = ranges[i];
            }
            else if (ranges[i].End > ranges[merged - 1].End)
            {
                ranges[merged - 1] = new TimeRange(ranges[merged - 1].Start, ranges[i].End);
            }
        }

        return merged == 0 ? Empty : new TimeSet(ranges[..merged]);
    }

    private static TimeSet Taken(TimeRange[] rented, int count)
    {
        TimeSet set = count == 0 ? Empty : new TimeSet(rented[..count]);
        Return(rented);
        return set;
    }

    private static TimeRange[] Rent(int length) => ArrayPool<TimeRange>.Shared.Rent(length);

    private static void Return(TimeRange[] rented) => ArrayPool<TimeRange>.Shared.Return(rented);
}
