using NodaTime;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Rating.Tests.Oracle;

/// <summary>Local dates and working time, by asking the zone for every minute. Offsets are whole minutes in the years that tests draw.</summary>
internal sealed class LocalClock(RatingTerms terms, RatingFacts facts)
{
    private readonly IReadOnlyCollection<IsoDayOfWeek> _weekend = facts.Calendar?.Weekend ?? terms.Calendar.Weekend;
    private readonly IReadOnlyCollection<LocalDate> _holidays = facts.Calendar?.Holidays ?? terms.Calendar.Holidays;
    private readonly int _opens = facts.Calendar?.OpensMinute ?? terms.Calendar.OpensMinute;
    private readonly int _closes = facts.Calendar?.ClosesMinute ?? terms.Calendar.ClosesMinute;
    private readonly DateTimeZone _days = facts.Zone ?? terms.Zone;
    private readonly DateTimeZone _work = facts.Zone ?? terms.Calendar.Zone;

    /// <summary>The local date of a second, in the zone of days and months.</summary>
    public LocalDate Date(long second) => Instant.FromUnixTimeSeconds(second).InZone(_days).Date;

    /// <summary>The first second of a local date: the first minute that shows it or a later one.</summary>
    public long StartOf(LocalDate date) => FirstMinute(date, _days);

    /// <summary>The first second of the date after a number of days from that of an instant.</summary>
    public long AfterDays(long second, int days) => StartOf(Date(second).PlusDays(days + 1));

    /// <summary>As <see cref="AfterDays"/>, counting days that are neither weekend nor holiday, in the zone of the working time.</summary>
    public long AfterWorkdays(long second, int days)
    {
        LocalDate date = Instant.FromUnixTimeSeconds(second).InZone(_work).Date;
        for (int left = days; left > 0;)
        {
            date = date.PlusDays(1);
            left -= IsWorkday(date) ? 1 : 0;
        }

        return FirstMinute(date.PlusDays(1), _work);
    }

    /// <summary>Marks the service time.</summary>
    public void MarkService(TimeWalk walk, ServiceTimeKind kind)
    {
        if (kind == ServiceTimeKind.Always)
        {
            walk.Mark(Marks.Service, walk.From, walk.To);
            return;
        }

        // The hours of a day are from the first minute that shows the opening or later to the last that shows a time before the closing.
        Dictionary<LocalDate, (long From, long To)> days = [];
        for (long minute = walk.From - (walk.From % 60) - 172_800; minute < walk.To + 172_800; minute += 60)
        {
            LocalDateTime local = Instant.FromUnixTimeSeconds(minute).InZone(_work).LocalDateTime;
            if (!IsWorkday(local.Date))
            {
                continue;
            }

            int clock = (local.Hour * 60) + local.Minute;
            (long from, long to) = days.TryGetValue(local.Date, out (long From, long To) known) ? known : (long.MaxValue, long.MinValue);
            bool all = kind == ServiceTimeKind.Workdays;
            days[local.Date] = (all || clock >= _opens ? Math.Min(from, minute) : from, all || clock < _closes ? Math.Max(to, minute + 60) : to);
        }

        foreach ((long from, long to) in days.Values.Where(day => day.From < day.To && day.To > walk.From && day.From < walk.To))
        {
            walk.Mark(Marks.Service, from, to);
        }
    }

    private bool IsWorkday(LocalDate date) => !_weekend.Contains(date.DayOfWeek) && !_holidays.Contains(date);

    private static long FirstMinute(LocalDate date, DateTimeZone zone)
    {
        // No zone of the tests is more than 15 h from UTC.
        long minute = LocalDate.FromDateTime(DateTime.UnixEpoch) is var epoch ? (Period.DaysBetween(epoch, date) * 86_400L) - (15 * 3600) : 0;
        while (Instant.FromUnixTimeSeconds(minute).InZone(zone).Date < date)
        {
            minute += 60;
        }

        return minute;
    }
}
