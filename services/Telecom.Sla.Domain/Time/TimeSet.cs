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

    /// <summary>The union of ranges in any order, overlapping or not; empty ones vanish.</summary>
    public static TimeSet Of(params IEnumerable<TimeRange> ranges)
    {
        List<TimeRange> sorted = [.. ranges.Where(range => !range.IsEmpty)];
        if (sorted.Count == 0)
        {
            return Empty;
        }

        sorted.Sort((left, right) => left.Start.CompareTo(right.Start));
        List<TimeRange> merged = [sorted[0]];
        foreach (TimeRange range in sorted)
        {
            TimeRange last = merged[^1];
            if (range.Start > last.End)
            {
                merged.Add(range);
            }
            else if (range.End > last.End)
            {
                merged[^1] = new TimeRange(last.Start, range.End);
            }
        }

        return new TimeSet([.. merged]);
    }

    /// <summary>Instants of either set.</summary>
    public TimeSet Union(TimeSet other) => other.IsEmpty ? this : IsEmpty ? other : Of([.. _ranges, .. other._ranges]);

    /// <summary>Instants of both sets.</summary>
    public TimeSet Intersect(TimeSet other)
    {
        List<TimeRange> common = [];
        int left = 0;
        int right = 0;
        while (left < _ranges.Length && right < other._ranges.Length)
        {
            TimeRange both = _ranges[left].Intersect(other._ranges[right]);
            if (!both.IsEmpty)
            {
                common.Add(both);
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

        return common.Count == 0 ? Empty : new TimeSet([.. common]);
    }

    /// <summary>Instants of this set that lie in the range.</summary>
    public TimeSet Intersect(TimeRange range) => Intersect(Of(range));

    /// <summary>Instants of this set that the other does not have.</summary>
    public TimeSet Subtract(TimeSet other)
    {
        if (IsEmpty || other.IsEmpty)
        {
            return this;
        }

        return Intersect(other.ComplementIn(new TimeRange(_ranges[0].Start, _ranges[^1].End)));
    }

    /// <summary>Instants of the range that this set does not have.</summary>
    public TimeSet ComplementIn(TimeRange range)
    {
        List<TimeRange> gaps = [];
        UtcInstant from = range.Start;
        foreach (TimeRange covered in _ranges)
        {
            TimeRange inside = covered.Intersect(range);
            if (inside.IsEmpty)
            {
                continue;
            }

            if (inside.Start > from)
            {
                gaps.Add(new TimeRange(from, inside.Start));
            }

            from = inside.End;
        }

        if (from < range.End)
        {
            gaps.Add(new TimeRange(from, range.End));
        }

        return gaps.Count == 0 ? Empty : new TimeSet([.. gaps]);
    }

    /// <summary>True when the range and the set have an instant in common.</summary>
    public bool Overlaps(TimeRange range)
    {
        int low = 0;
        int high = _ranges.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_ranges[middle].End <= range.Start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < _ranges.Length && _ranges[low].Overlaps(range);
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
}
