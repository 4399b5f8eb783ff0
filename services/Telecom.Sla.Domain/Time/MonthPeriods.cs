using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;

namespace Telecom.Sla.Domain.Time;

/// <summary>
/// Calendar months of a named time zone as ranges of instants, with their real elapsed length: a month with a clock change is an hour
/// (half an hour on Lord Howe Island) shorter or longer. A month begins at the first instant of its first local day, which is not
/// midnight where the clocks skip midnight.
/// </summary>
public static class MonthPeriods
{
    /// <summary>What a month must look like, for error messages.</summary>
    public const string Rule = "a calendar month YYYY-MM from 1970-01 to 9998-12, for example 2026-11";

    /// <summary>The zone of an IANA name, for example "Europe/Berlin" or "UTC", from the time zone data that NodaTime carries.</summary>
    /// <param name="id">IANA name; names that the time zone data lists as links are accepted.</param>
    /// <param name="zone">The zone, when the result is true.</param>
    public static bool TryFindZone(string? id, [NotNullWhen(true)] out DateTimeZone? zone)
    {
        zone = id is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);
        return zone is not null;
    }

    /// <summary>The month that a text names.</summary>
    /// <param name="month">"YYYY-MM".</param>
    /// <param name="zone">Zone whose calendar counts.</param>
    /// <param name="range">The month, when the result is true.</param>
    public static bool TryMonth(string? month, DateTimeZone zone, out TimeRange range)
    {
        range = default;
        if (month is not { Length: 7 } || month[4] != '-'
            || !int.TryParse(month.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out int year)
            || !int.TryParse(month.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || year is < 1970 or > 9998 || number is < 1 or > 12)
        {
            return false;
        }

        range = Month(new YearMonth(year, number), zone);
        return true;
    }

    /// <summary>The month that a text names.</summary>
    /// <param name="month">"YYYY-MM".</param>
    /// <param name="zone">Zone whose calendar counts.</param>
    /// <exception cref="FormatException">The text is no month.</exception>
    public static TimeRange Month(string month, DateTimeZone zone) =>
        TryMonth(month, zone, out TimeRange range) ? range : throw new FormatException($"'{month}' is not {Rule}.");

    /// <summary>The month that an instant lies in.</summary>
    public static TimeRange Month(UtcInstant instant, DateTimeZone zone) => Month(YearMonthOf(instant, zone), zone);

    /// <summary>"YYYY-MM" of the month that an instant lies in.</summary>
    public static string Text(UtcInstant instant, DateTimeZone zone)
    {
        YearMonth month = YearMonthOf(instant, zone);
        return string.Create(CultureInfo.InvariantCulture, $"{month.Year:0000}-{month.Month:00}");
    }

    /// <summary>The first instant of a local day; of the day after it where the zone skipped a whole day, as Apia did on 2011-12-30.</summary>
    public static UtcInstant StartOfDay(LocalDate day, DateTimeZone zone) => UtcInstant.From(zone.ResolveLocal(day.AtMidnight(), FirstInstant).ToInstant());

    private static readonly NodaTime.TimeZones.ZoneLocalMappingResolver FirstInstant =
        NodaTime.TimeZones.Resolvers.CreateMappingResolver(NodaTime.TimeZones.Resolvers.ReturnEarlier, NodaTime.TimeZones.Resolvers.ReturnStartOfIntervalAfter);

    private static YearMonth YearMonthOf(UtcInstant instant, DateTimeZone zone) => instant.ToInstant().InZone(zone).Date.ToYearMonth();

    /// <summary>A calendar month.</summary>
    internal static TimeRange Month(YearMonth month, DateTimeZone zone)
    {
        LocalDate first = month.OnDayOfMonth(1);
        return new TimeRange(StartOfDay(first, zone), StartOfDay(first.PlusMonths(1), zone));
    }
}
