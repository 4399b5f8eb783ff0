namespace Telecom.Sla.Domain.Time;

/// <summary>
/// A half-open range of time [start, end): it has its start and not its end, so that ranges tile. The default value is an empty range
/// at the epoch, which is harmless in every operation.
/// </summary>
public readonly record struct TimeRange
{
    /// <summary>Makes a range.</summary>
    /// <param name="start">First instant.</param>
    /// <param name="end">First instant after the range; not before <paramref name="start"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The end is before the start.</exception>
    public TimeRange(UtcInstant start, UtcInstant end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        Start = start;
        End = end;
    }

    /// <summary>First instant.</summary>
    public UtcInstant Start { get; }

    /// <summary>First instant after the range.</summary>
    public UtcInstant End { get; }

    /// <summary>Length, microseconds.</summary>
    public long Length => End - Start;

    /// <summary>True when the range has no instant.</summary>
    public bool IsEmpty => Start == End;

    /// <summary>True when the instant is in the range.</summary>
    public bool Contains(UtcInstant instant) => instant >= Start && instant < End;

    /// <summary>True when the ranges have an instant in common. An empty range overlaps nothing.</summary>
    public bool Overlaps(TimeRange other) => !Intersect(other).IsEmpty;

    /// <summary>The instants that both ranges have; empty, at the later start, when there are none.</summary>
    public TimeRange Intersect(TimeRange other)
    {
        UtcInstant start = UtcInstant.Max(Start, other.Start);
        return new TimeRange(start, UtcInstant.Max(start, UtcInstant.Min(End, other.End)));
    }

    /// <summary>"[start, end)" in ISO 8601.</summary>
    public override string ToString() => $"[{Start}, {End})";
}
