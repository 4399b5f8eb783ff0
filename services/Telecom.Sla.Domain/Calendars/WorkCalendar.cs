using System.Globalization;
using NodaTime;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Calendars;

/// <summary>
/// Workdays and working hours of a zone. A workday is a local day that is neither of the weekend nor a holiday. Working hours are
/// clock hours: on a day with a clock change 09:00 to 17:00 is from local 09:00 to local 17:00, however long that takes. An opening or
/// closing time that the clocks skip is the first instant after the gap; one that they show twice opens at the earlier and closes at the
/// later instant, so that no working minute is lost. Hours never leave their local day, and 24:00 is the start of the next day.
/// Immutable and safe to share.
/// </summary>
public sealed partial class WorkCalendar
{
    /// <summary>Minutes of a local day without a clock change, and the latest closing time.</summary>
    public const int MinutesPerDay = 1440;

    /// <summary>How far a search for working time looks: ten years in days, so that a calendar without any cannot hold it for ever.</summary>
    internal const int HorizonDays = 3653;

    private readonly HashSet<int> _holidays;
    private readonly int _weekendBits;

    // The last sets that were made: the subscriptions of a contract are rated for the same month, one after the other.
    private Made? _workdays;
    private Made? _workingHours;

    /// <summary>Makes a calendar.</summary>
    /// <param name="zone">Zone whose days and clocks count.</param>
    /// <param name="weekend">Days of the week that are no workdays; may be empty.</param>
    /// <param name="holidays">Dates that are no workdays; may be empty.</param>
    /// <param name="opens">Start of working hours, minutes on the clock since local midnight, 0 to 1439.</param>
    /// <param name="closes">End of working hours, minutes on the clock since local midnight, later than <paramref name="opens"/>, up to 1440 (24:00).</param>
    /// <exception cref="ArgumentException">A value is out of range; the message lists everything that is wrong.</exception>
    public WorkCalendar(DateTimeZone zone, IEnumerable<IsoDayOfWeek> weekend, IEnumerable<LocalDate> holidays, int opens, int closes)
    {
        Zone = zone;
        Weekend = new HashSet<IsoDayOfWeek>(weekend);
        Holidays = new HashSet<LocalDate>(holidays);
        Opens = opens;
        Closes = closes;
        List<string> errors = [.. Weekend.Where(day => !Enum.IsDefined(day) || day == IsoDayOfWeek.None).Select(day => $"weekend: {day} is no day of the week.")];
        if (opens is < 0 or >= MinutesPerDay)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"opens: {opens} is not 0 to 1439 minutes since midnight."));
        }

        if (closes is < 1 or > MinutesPerDay)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"closes: {closes} is not 1 to 1440 minutes since midnight."));
        }

        if (closes <= opens)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"closes: {closes} is not later than opens, {opens}."));
        }

        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', errors));
        }

        _holidays = [.. Holidays.Select(LocalDays.Number)];
        foreach (IsoDayOfWeek day in Weekend)
        {
            _weekendBits |= 1 << (int)day;
        }
    }

    /// <summary>Zone whose days and clocks count.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Days of the week that are no workdays.</summary>
    public IReadOnlySet<IsoDayOfWeek> Weekend { get; }

    /// <summary>Dates that are no workdays.</summary>
    public IReadOnlySet<LocalDate> Holidays { get; }

    /// <summary>Start of working hours, minutes on the clock since local midnight, 0 to 1439.</summary>
    public int Opens { get; }

    /// <summary>End of working hours, minutes on the clock since local midnight, 1 to 1440.</summary>
    public int Closes { get; }

    /// <summary>True when the date is neither of the weekend nor a holiday.</summary>
    public bool IsWorkday(LocalDate date) => IsWorkday(LocalDays.Number(date));

    /// <summary>The workdays inside a range, one range a day from local midnight to local midnight, clipped; made as they are asked for.</summary>
    public IEnumerable<TimeRange> Workdays(TimeRange within)
    {
        LocalDays days = new(Zone);
        int day = days.Of(within.Start);
        for (UtcInstant start = days.StartOf(day), end; start < within.End; start = end, day++)
        {
            end = days.StartOf(day + 1);
            if (IsWorkday(day) && new TimeRange(start, end).Intersect(within) is { IsEmpty: false } clipped)
            {
                yield return clipped;
            }
        }
    }

    /// <summary>The working hours inside a range, one range a workday, clipped; made as they are asked for.</summary>
    public IEnumerable<TimeRange> WorkingHours(TimeRange within)
    {
        LocalDays days = new(Zone);
        for (int day = days.Of(within.Start); days.StartOf(day) < within.End; day++)
        {
            if (IsWorkday(day) && Hours(ref days, day).Intersect(within) is { IsEmpty: false } clipped)
            {
                yield return clipped;
            }
        }
    }

    /// <summary><see cref="Workdays"/> as a set: days in a row are one range.</summary>
    public TimeSet WorkdaySet(TimeRange within)
    {
        Made made = _workdays is { } last && last.Within == within ? last : new Made(within, TimeSet.Of(Workdays(within)));
        _workdays = made;
        return made.Set;
    }

    /// <summary><see cref="WorkingHours"/> as a set.</summary>
    public TimeSet WorkingHoursSet(TimeRange within)
    {
        Made made = _workingHours is { } last && last.Within == within ? last : new Made(within, TimeSet.Of(WorkingHours(within)));
        _workingHours = made;
        return made.Set;
    }

    /// <summary>Working time between two instants, microseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public long WorkingTime(UtcInstant from, UtcInstant to)
    {
        TimeRange within = new(from, to);
        LocalDays days = new(Zone);
        long sum = 0;
        for (int day = days.Of(from); days.StartOf(day) < to; day++)
        {
            if (IsWorkday(day))
            {
                sum += Hours(ref days, day).Intersect(within).Length;
            }
        }

        return sum;
    }

    /// <summary>
    /// The earliest instant at which so much working time has passed: the closing time itself when it ends there, not the next opening;
    /// <paramref name="from"/> itself for 0, also outside working hours.
    /// </summary>
    /// <param name="from">Start.</param>
    /// <param name="us">Working time, microseconds, at least 0.</param>
    /// <exception cref="InvalidOperationException">The calendar has too little working time in the ten years after <paramref name="from"/>.</exception>
    public UtcInstant AddWorkingTime(UtcInstant from, long us)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(us);
        (UtcInstant? end, long left) = Search(from, us);
        return end ?? throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture,
            $"The calendar of {Zone.Id} has only {us - left} us of working time in the ten years after {from}; {us} us were asked for."));
    }

    /// <summary>True when the local day of this number (1970-01-01, a Thursday, is 0) is a workday.</summary>
    internal bool IsWorkday(int day)
    {
        int sinceMonday = (day + 3) % 7;
        int weekday = (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1;
        return (_weekendBits & (1 << weekday)) == 0 && !_holidays.Contains(day);
    }

    /// <summary>The end of so much working time, or null and what was still left ten years later.</summary>
    private (UtcInstant? End, long Left) Search(UtcInstant from, long us)
    {
        if (us == 0)
        {
            return (from, 0);
        }

        LocalDays days = new(Zone);
        int first = days.Of(from);
        long left = us;
        for (int day = first; day <= first + HorizonDays; day++)
        {
            if (!IsWorkday(day))
            {
                continue;
            }

            TimeRange hours = Hours(ref days, day);
            UtcInstant start = UtcInstant.Max(hours.Start, from);
            long length = hours.End - start;
            if (length >= left)
            {
                return (start.Plus(left), 0);
            }

            left -= Math.Max(0, length);
        }

        return (null, left);
    }

    private TimeRange Hours(ref LocalDays days, int day)
    {
        UtcInstant start = days.StartOf(day);
        UtcInstant end = days.StartOf(day + 1);
        UtcInstant opens = Opens == 0 ? start : UtcInstant.Min(UtcInstant.Max(days.At(day, Opens, later: false), start), end);
        UtcInstant closes = Closes == MinutesPerDay ? end : UtcInstant.Min(UtcInstant.Max(days.At(day, Closes, later: true), opens), end);
        return new TimeRange(opens, closes);
    }

    private sealed record Made(TimeRange Within, TimeSet Set);
}
