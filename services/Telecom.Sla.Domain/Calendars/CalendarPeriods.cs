using NodaTime;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Calendars;

/// <summary>Periods of a contract beside the calendar month of <see cref="MonthPeriods"/>, with their real elapsed length (rule G5).</summary>
public static class CalendarPeriods
{
    /// <summary>A calendar year.</summary>
    /// <param name="year">1970 to 9997.</param>
    /// <param name="zone">Zone whose calendar counts.</param>
    public static TimeRange Year(int year, DateTimeZone zone)
    {
        IReadOnlyList<TimeRange> months = Months(year, zone);
        return new TimeRange(months[0].Start, months[^1].End);
    }

    /// <summary>The twelve calendar months of a year, in order; they tile it.</summary>
    /// <param name="year">1970 to 9997.</param>
    /// <param name="zone">Zone whose calendar counts.</param>
    public static IReadOnlyList<TimeRange> Months(int year, DateTimeZone zone)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1970);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9997);
        TimeRange[] months = new TimeRange[12];
        UtcInstant start = MonthPeriods.StartOfDay(new LocalDate(year, 1, 1), zone);
        for (int i = 0; i < months.Length; i++)
        {
            months[i] = MonthPeriods.Month(start, zone);
            start = months[i].End;
        }

        return months;
    }

    /// <summary>
    /// The monthly billing cycle that an instant lies in: from local midnight of the anchor day to local midnight of the next month's.
    /// In a month that is shorter the cycle begins on its last day (anchor 31: 28 February, 31 March, 30 April).
    /// </summary>
    /// <param name="anchorDay">Day of the month on which cycles begin, 1 to 31.</param>
    /// <param name="instant">Any instant of the cycle.</param>
    /// <param name="zone">Zone whose calendar counts.</param>
    public static TimeRange BillingCycle(int anchorDay, UtcInstant instant, DateTimeZone zone)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(anchorDay, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(anchorDay, 31);
        LocalDays days = new(zone);
        YearMonth month = LocalDays.Date(days.Of(instant)).ToYearMonth();
        UtcInstant begin = Begin(month);
        return instant < begin ? new TimeRange(Begin(month.PlusMonths(-1)), begin) : new TimeRange(begin, Begin(month.PlusMonths(1)));

        UtcInstant Begin(YearMonth of)
        {
            int last = CalendarSystem.Iso.GetDaysInMonth(of.Year, of.Month);
            return days.StartOf(LocalDays.Number(of.OnDayOfMonth(Math.Min(anchorDay, last))));
        }
    }

    /// <summary>The window of a fixed length that ends at an instant, exclusive.</summary>
    /// <param name="asOf">End.</param>
    /// <param name="lengthUs">Elapsed length, microseconds, at least 0.</param>
    public static TimeRange Rolling(UtcInstant asOf, long lengthUs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthUs);
        return new TimeRange(asOf.Plus(-lengthUs), asOf);
    }
}
