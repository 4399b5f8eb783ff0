using System.Globalization;
using NodaTime;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Calendars;

/// <summary>
/// Ends of windows that a contract counts in days (rule G6): the local day of the event is day 0, and the window ends, exclusive, at
/// local midnight after day N.
/// </summary>
public static class DayWindows
{
    /// <summary>
    /// Local midnight after day N. Days are dates: one that the zone skipped (Apia, 30 December 2011) counts and takes no time.
    /// </summary>
    /// <param name="at">The event.</param>
    /// <param name="days">N, at least 0.</param>
    /// <param name="zone">Zone whose days count.</param>
    /// <returns>First instant after the window.</returns>
    public static UtcInstant EndAfterDays(UtcInstant at, int days, DateTimeZone zone)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        LocalDays local = new(zone);
        return local.StartOf(local.Of(at) + days + 1);
    }

    /// <summary>
    /// Local midnight after the Nth workday that follows the day of the event, whether that day is a workday or not; for 0, local midnight
    /// after the day of the event. A date that the zone skipped is no workday, since nobody could work on it.
    /// </summary>
    /// <param name="at">The event.</param>
    /// <param name="days">N, at least 0.</param>
    /// <param name="calendar">Workdays.</param>
    /// <returns>First instant after the window.</returns>
    /// <exception cref="InvalidOperationException">The calendar has fewer workdays in the ten years after the event.</exception>
    public static UtcInstant EndAfterBusinessDays(UtcInstant at, int days, WorkCalendar calendar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        LocalDays local = new(calendar.Zone);
        int first = local.Of(at);
        int day = first;
        for (int left = days; left > 0;)
        {
            day++;
            if (day > first + WorkCalendar.HorizonDays)
            {
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The calendar of {calendar.Zone.Id} has only {days - left} workdays in the ten years after {at}; {days} were asked for."));
            }

            if (calendar.IsWorkday(day) && local.StartOf(day) < local.StartOf(day + 1))
            {
                left--;
            }
        }

        return local.StartOf(day + 1);
    }
}
