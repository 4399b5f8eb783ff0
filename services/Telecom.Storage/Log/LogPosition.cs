namespace Telecom.Storage.Log;

/// <summary>
/// A place in one partition of the log. Positions of one partition compare in log order; what the two numbers mean is the engine's
/// own affair (embedded: day and row; Redis: milliseconds and counter of a stream id). The default is before everything.
/// </summary>
/// <param name="Major">Compared first.</param>
/// <param name="Minor">Compared second.</param>
public readonly record struct LogPosition(long Major, long Minor) : IComparable<LogPosition>
{
    /// <summary>Before the first record.</summary>
    public static LogPosition Start => default;

    /// <inheritdoc/>
    public int CompareTo(LogPosition other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    /// <summary>Log order.</summary>
    public static bool operator <(LogPosition left, LogPosition right) => left.CompareTo(right) < 0;

    /// <summary>Log order.</summary>
    public static bool operator >(LogPosition left, LogPosition right) => left.CompareTo(right) > 0;

    /// <summary>Log order.</summary>
    public static bool operator <=(LogPosition left, LogPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Log order.</summary>
    public static bool operator >=(LogPosition left, LogPosition right) => left.CompareTo(right) >= 0;
}
