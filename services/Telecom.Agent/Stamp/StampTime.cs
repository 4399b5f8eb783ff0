namespace Telecom.Agent.Stamp;

/// <summary>Converts between nanoseconds since the Unix epoch and the 64-bit timestamps of STAMP packets.</summary>
internal static class StampTime
{
    /// <summary>Seconds from 1900-01-01, the NTP epoch, to 1970-01-01.</summary>
    public const long NtpToUnixSeconds = 2_208_988_800;

    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Writes an instant; the fraction is rounded down, seconds wrap after 2^32 (NTP era 1 begins in 2036).</summary>
    /// <param name="unixNanoseconds">The instant.</param>
    /// <param name="format">The format.</param>
    public static ulong Encode(long unixNanoseconds, TimestampFormat format)
    {
        (long seconds, long nanoseconds) = Split(unixNanoseconds);
        return format == TimestampFormat.Ptp
            ? (ulong)(uint)seconds << 32 | (uint)nanoseconds
            : (ulong)(uint)(seconds + NtpToUnixSeconds) << 32 | (uint)(((ulong)nanoseconds << 32) / NanosecondsPerSecond);
    }

    /// <summary>Nanoseconds from one timestamp to a later one of the same clock and format, exact to a nanosecond across the wrap of the seconds.</summary>
    public static long Difference(ulong later, ulong earlier, TimestampFormat format)
    {
        if (format == TimestampFormat.Ptp)
        {
            long seconds = unchecked((int)((uint)(later >> 32) - (uint)(earlier >> 32)));
            return seconds * NanosecondsPerSecond + (uint)later - (uint)earlier;
        }

        return (long)((Int128)unchecked((long)(later - earlier)) * NanosecondsPerSecond >> 32);
    }

    /// <summary>The instant that a timestamp means, in the era nearest to a reference.</summary>
    /// <param name="timestamp">The timestamp.</param>
    /// <param name="format">Its format.</param>
    /// <param name="nearUnixNanoseconds">An instant within 68 years of it.</param>
    public static long Decode(ulong timestamp, TimestampFormat format, long nearUnixNanoseconds) =>
        nearUnixNanoseconds + Difference(timestamp, Encode(nearUnixNanoseconds, format), format);

    private static (long Seconds, long Nanoseconds) Split(long unixNanoseconds)
    {
        (long seconds, long nanoseconds) = Math.DivRem(unixNanoseconds, NanosecondsPerSecond);
        return nanoseconds < 0 ? (seconds - 1, nanoseconds + NanosecondsPerSecond) : (seconds, nanoseconds);
    }
}
