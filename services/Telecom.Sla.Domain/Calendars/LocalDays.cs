using NodaTime;
using NodaTime.TimeZones;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Calendars;

/// <summary>
/// Local days of a zone, numbered from 1970-01-01 = 0, as instants. A zone keeps one offset for months, so while a day lies well
/// inside such a stretch its instants are plain arithmetic; only the days around a clock change ask the zone. Two days of margin are
/// more than any change of clocks. A mutable helper for one walk over days: copy it, do not share it.
/// </summary>
internal struct LocalDays(DateTimeZone zone)
{
    private const long Margin = 2 * UtcInstant.PerDay;

    private static readonly LocalDate s_epoch = new(1970, 1, 1);

    private long _plainFrom = long.MaxValue;
    private long _plainTo = long.MinValue;
    private long _offset;

    /// <summary>Number of a date; dates of other calendar systems by the same day.</summary>
    public static int Number(LocalDate date) => Period.DaysBetween(s_epoch, date.WithCalendar(CalendarSystem.Iso));

    /// <summary>Date of a number.</summary>
    public static LocalDate Date(int day) => s_epoch.PlusDays(day);

    /// <summary>Number of the local day that the zone's clocks show at an instant.</summary>
    public int Of(UtcInstant instant)
    {
        if (instant.Microseconds < _plainFrom || instant.Microseconds > _plainTo)
        {
            Learn(instant);
            return Number(instant.ToInstant().InZone(zone).Date);
        }

        return (int)UtcInstant.FloorDivide(instant.Microseconds + _offset, UtcInstant.PerDay);
    }

    /// <summary>
    /// First instant of a local day. A day whose midnight is skipped starts with the first instant after the gap (a day that is skipped
    /// as a whole is empty, there); one that has two midnights starts with the earlier.
    /// </summary>
    public UtcInstant StartOf(int day) => At(day, 0, later: false);

    /// <summary>Instant of a clock time on a local day.</summary>
    /// <param name="day">Number of the day.</param>
    /// <param name="minute">Minutes on the clock since midnight, 0 to 1439. A skipped time is the first instant after the gap.</param>
    /// <param name="later">Which instant an ambiguous time means: the later or the earlier.</param>
    public UtcInstant At(int day, int minute, bool later)
    {
        long plain = (day * UtcInstant.PerDay) - _offset;
        if (plain >= _plainFrom && plain <= _plainTo)
        {
            return new UtcInstant(plain + (minute * UtcInstant.PerMinute));
        }

        ZoneLocalMapping mapping = zone.MapLocal(Date(day).AtMidnight().PlusMinutes(minute));
        UtcInstant instant = UtcInstant.From(mapping.Count switch
        {
            0 => mapping.LateInterval.Start,
            1 => mapping.Single().ToInstant(),
            _ => (later ? mapping.Last() : mapping.First()).ToInstant(),
        });
        Learn(instant);
        return instant;
    }

    private void Learn(UtcInstant instant)
    {
        ZoneInterval stretch = zone.GetZoneInterval(instant.ToInstant());
        _plainFrom = stretch.HasStart ? UtcInstant.From(stretch.Start).Microseconds + Margin : long.MinValue;
        _plainTo = stretch.HasEnd ? UtcInstant.From(stretch.End).Microseconds - Margin : long.MaxValue;
        _offset = stretch.WallOffset.Seconds * UtcInstant.PerSecond;
    }
}
