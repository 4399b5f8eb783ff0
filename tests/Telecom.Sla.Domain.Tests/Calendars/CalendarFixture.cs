using System.Globalization;
using NodaTime;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Calendars;

internal static class CalendarFixture
{
    public static readonly IsoDayOfWeek[] SaturdaySunday = [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];

    public static DateTimeZone Zone(string id) => MonthPeriods.TryFindZone(id, out DateTimeZone? zone) ? zone : throw new InvalidOperationException(id);

    public static UtcInstant At(string text) => UtcInstant.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));

    public static TimeRange Range(string start, string end) => new(At(start), At(end));

    /// <summary>Minutes since midnight of "HH:mm"; "24:00" is 1440.</summary>
    public static int Clock(string text) =>
        (int.Parse(text.AsSpan(0, 2), CultureInfo.InvariantCulture) * 60) + int.Parse(text.AsSpan(3, 2), CultureInfo.InvariantCulture);

    /// <summary>Monday to Friday.</summary>
    public static WorkCalendar Week(string zone, string opens = "09:00", string closes = "17:00", params LocalDate[] holidays) =>
        new(Zone(zone), SaturdaySunday, holidays, Clock(opens), Clock(closes));

    /// <summary>Seven days a week.</summary>
    public static WorkCalendar Daily(string zone, string opens, string closes) => new(Zone(zone), [], [], Clock(opens), Clock(closes));
}
