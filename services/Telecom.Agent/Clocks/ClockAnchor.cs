namespace Telecom.Agent.Clocks;

/// <summary>
/// A pair of readings of the monotonic and the wall clock, from which every other instant is computed by monotonic elapsed time. Two
/// instants of one anchor are therefore never further apart, and never in another order, than the monotonic clock says.
/// </summary>
/// <param name="Timestamp">Monotonic reading, in ticks of <paramref name="Frequency"/>.</param>
/// <param name="WallNanoseconds">Wall clock at that reading, nanoseconds since the Unix epoch.</param>
/// <param name="Frequency">Monotonic ticks in a second.</param>
internal sealed record ClockAnchor(long Timestamp, long WallNanoseconds, long Frequency)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Wall instant of a monotonic reading, nanoseconds since the Unix epoch.</summary>
    public long At(long timestamp) => WallNanoseconds + ToNanoseconds(timestamp - Timestamp, Frequency);

    /// <summary>Monotonic ticks as nanoseconds, rounded towards zero.</summary>
    public static long ToNanoseconds(long ticks, long frequency) =>
        frequency == NanosecondsPerSecond ? ticks : (long)((Int128)ticks * NanosecondsPerSecond / frequency);

    /// <summary>Nanoseconds as monotonic ticks, rounded towards zero.</summary>
    public static long ToTicks(long nanoseconds, long frequency) =>
        frequency == NanosecondsPerSecond ? nanoseconds : (long)((Int128)nanoseconds * frequency / NanosecondsPerSecond);
}
