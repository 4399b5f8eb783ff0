using NodaTime;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Calendars;

/// <summary>
/// The slow oracle: every minute of a stretch asks NodaTime what the wall clock shows. A local day is open from its first minute that
/// shows the opening time or later to its last that shows less than the closing time.
/// </summary>
internal sealed class MinuteWalk
{
    private readonly LocalDateTime[] _local;
    private readonly bool[] _open;

    public MinuteWalk(WorkCalendar calendar, UtcInstant start, int minutes)
    {
        Start = start;
        Calendar = calendar;
        _local = [.. Enumerable.Range(0, minutes).Select(i => start.Plus(i * UtcInstant.PerMinute).ToInstant().InZone(calendar.Zone).LocalDateTime)];
        _open = new bool[minutes];
        foreach (IGrouping<LocalDate, int> day in Enumerable.Range(0, minutes).GroupBy(i => _local[i].Date).Where(day => IsWorkday(day.Key)))
        {
            int[] inside = [.. day.Where(i => Clock(i) >= calendar.Opens && Clock(i) < calendar.Closes)];
            for (int i = inside.FirstOrDefault(); inside.Length > 0 && i <= inside[^1]; i++)
            {
                _open[i] = true;
            }
        }
    }

    public UtcInstant Start { get; }

    public UtcInstant End => Start.Plus(_open.Length * UtcInstant.PerMinute);

    public WorkCalendar Calendar { get; }

    /// <summary>Index of the minute of an instant.</summary>
    public int Index(UtcInstant at) => (int)((at - Start) / UtcInstant.PerMinute);

    public UtcInstant Minute(int index) => Start.Plus(index * UtcInstant.PerMinute);

    public bool IsOpen(int index) => _open[index];

    public LocalDate Date(int index) => _local[index].Date;

    private int Clock(int index) => (_local[index].Hour * 60) + _local[index].Minute;

    public bool IsWorkday(LocalDate date) => !Calendar.Weekend.Contains(date.DayOfWeek) && !Calendar.Holidays.Contains(date);

    public long WorkingTime(UtcInstant from, UtcInstant to)
    {
        long sum = 0;
        for (int i = 0; i < _open.Length; i++)
        {
            long overlap = Math.Min(Minute(i + 1).Microseconds, to.Microseconds) - Math.Max(Minute(i).Microseconds, from.Microseconds);
            sum += _open[i] && overlap > 0 ? overlap : 0;
        }

        return sum;
    }

    /// <summary>The earliest instant with so much working time since <paramref name="from"/>; null when the stretch ends before.</summary>
    public UtcInstant? AddWorkingTime(UtcInstant from, long us)
    {
        if (us == 0)
        {
            return from;
        }

        for (int i = Index(from); i < _open.Length; i++)
        {
            UtcInstant start = UtcInstant.Max(Minute(i), from);
            long length = _open[i] ? Minute(i + 1) - start : 0;
            if (length >= us)
            {
                return start.Plus(us);
            }

            us -= length;
        }

        return null;
    }

    /// <summary>A random calendar and stretch, half of them around a change of the zone's clocks.</summary>
    public static MinuteWalk Random(Random random, int days, params string[] zones)
    {
        DateTimeZone zone = CalendarFixture.Zone(zones[random.Next(zones.Length)]);
        Instant start = Instant.FromUtc(2016, 1, 1, 0, 0) + Duration.FromMinutes(random.Next(14 * 366 * 1440));
        if (random.Next(2) == 0 && zone.GetZoneInterval(start) is { HasStart: true } interval && interval.Start > Instant.FromUtc(1990, 1, 1, 0, 0))
        {
            start = interval.Start - Duration.FromMinutes(random.Next(days * 1440));
        }

        LocalDate first = start.InZone(zone).Date;
        int opens = random.Next(3) == 0 ? random.Next(0, 4) * 60 : random.Next(0, 1439);
        int closes = random.Next(3) == 0 ? 1440 : random.Next(opens + 1, 1441);
        WorkCalendar calendar = new(
            zone,
            Enumerable.Range(1, 7).Where(_ => random.Next(4) == 0).Select(day => (IsoDayOfWeek)day),
            Enumerable.Range(0, days).Where(_ => random.Next(8) == 0).Select(first.PlusDays),
            opens,
            closes);

        // A stretch of whole local days, so that no day is cut at its first or last minute.
        UtcInstant from = MonthPeriods.StartOfDay(first, zone);
        return new MinuteWalk(calendar, from, (int)((MonthPeriods.StartOfDay(first.PlusDays(days), zone) - from) / UtcInstant.PerMinute));
    }

    /// <summary>A random stretch whose calendar has room for the targets of cases: at least an hour on at least one day of the week.</summary>
    public static MinuteWalk RandomWithRoom(Random random, int days, params string[] zones)
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            MinuteWalk walk = Random(random, days, zones);
            if (walk.Calendar.Closes - walk.Calendar.Opens >= 60 && walk.Calendar.Weekend.Count < 7)
            {
                return walk;
            }
        }

        throw new InvalidOperationException("A hundred random calendars, and none with an hour of work in a week.");
    }

    public UtcInstant RandomInstant(Random random) => Start.Plus(random.NextInt64(End - Start));
}
