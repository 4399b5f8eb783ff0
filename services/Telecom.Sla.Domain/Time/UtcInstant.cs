using System.Globalization;
using NodaTime;

namespace Telecom.Sla.Domain.Time;

/// <summary>
/// An instant as the wire and the disk hold it: microseconds since the Unix epoch, 1970-01-01T00:00:00Z, without leap seconds.
/// The default value is the epoch itself.
/// </summary>
/// <param name="Microseconds">Microseconds since the Unix epoch; negative before it.</param>
public readonly record struct UtcInstant(long Microseconds) : IComparable<UtcInstant>
{
    /// <summary>Microseconds in a second.</summary>
    public const long PerSecond = 1_000_000;

    /// <summary>Microseconds in a minute.</summary>
    public const long PerMinute = 60 * PerSecond;

    /// <summary>Microseconds in an hour.</summary>
    public const long PerHour = 60 * PerMinute;

    /// <summary>Microseconds in a day of 24 hours.</summary>
    public const long PerDay = 24 * PerHour;

    /// <summary>The instant of a date and time with offset; fractions of a microsecond are cut off towards the past.</summary>
    public static UtcInstant From(DateTimeOffset time) => new(FloorDivide((time - DateTimeOffset.UnixEpoch).Ticks, TimeSpan.TicksPerMicrosecond));

    /// <summary>The instant of a NodaTime instant; fractions of a microsecond are cut off towards the past.</summary>
    public static UtcInstant From(Instant instant) => new(FloorDivide(instant.ToUnixTimeTicks(), TimeSpan.TicksPerMicrosecond));

    /// <summary>The earlier of two instants.</summary>
    public static UtcInstant Min(UtcInstant left, UtcInstant right) => left < right ? left : right;

    /// <summary>The later of two instants.</summary>
    public static UtcInstant Max(UtcInstant left, UtcInstant right) => left > right ? left : right;

    /// <summary>The instant this many microseconds later; earlier when negative.</summary>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    public UtcInstant Plus(long microseconds) => new(Microseconds + microseconds);

    /// <summary>The latest multiple of <paramref name="step"/> microseconds since the Unix epoch that is not after this instant.</summary>
    /// <param name="step">At least 1.</param>
    public UtcInstant FloorTo(long step) => new(FloorDivide(Microseconds, step) * step);

    /// <summary>The earliest multiple of <paramref name="step"/> microseconds since the Unix epoch that is not before this instant.</summary>
    /// <param name="step">At least 1.</param>
    public UtcInstant CeilingTo(long step) => new(-FloorDivide(-Microseconds, step) * step);

    /// <summary>The instant for NodaTime's calendars.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside the years -9998 to 9999.</exception>
    public Instant ToInstant()
    {
        long seconds = FloorDivide(Microseconds, PerSecond);
        return Instant.FromUnixTimeSeconds(seconds).PlusTicks((Microseconds - (seconds * PerSecond)) * TimeSpan.TicksPerMicrosecond);
    }

    /// <inheritdoc/>
    public int CompareTo(UtcInstant other) => Microseconds.CompareTo(other.Microseconds);

    /// <summary>ISO 8601 in UTC with as many decimals as needed; the number of microseconds outside the years that ISO 8601 writes with four digits.</summary>
    public override string ToString()
    {
        const long first = -62_135_596_800 * PerSecond;
        const long end = 253_402_300_800 * PerSecond;
        return Microseconds is >= first and < end
            ? DateTimeOffset.UnixEpoch.AddTicks(Microseconds * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Microseconds} us");
    }

    /// <summary>Quotient rounded towards minus infinity, so that the instants before the epoch fall into slices as those after it do.</summary>
    internal static long FloorDivide(long dividend, long divisor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(divisor, 1);
        long quotient = dividend / divisor;
        return quotient * divisor > dividend ? quotient - 1 : quotient;
    }

    /// <summary>Microseconds from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static long operator -(UtcInstant left, UtcInstant right) => left.Microseconds - right.Microseconds;

    /// <summary>Earlier.</summary>
    public static bool operator <(UtcInstant left, UtcInstant right) => left.Microseconds < right.Microseconds;

    /// <summary>Later.</summary>
    public static bool operator >(UtcInstant left, UtcInstant right) => left.Microseconds > right.Microseconds;

    /// <summary>Not later.</summary>
    public static bool operator <=(UtcInstant left, UtcInstant right) => left.Microseconds <= right.Microseconds;

    /// <summary>Not earlier.</summary>
    public static bool operator >=(UtcInstant left, UtcInstant right) => left.Microseconds >= right.Microseconds;
}
