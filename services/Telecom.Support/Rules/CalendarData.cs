using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Support.Rules;

/// <summary>Stored form of a working calendar.</summary>
/// <param name="TimeZone">IANA zone.</param>
/// <param name="Weekend">ISO days of the week without work, 1 (Monday) to 7, ascending.</param>
/// <param name="Holidays">Dates without work, ISO 8601, ascending.</param>
/// <param name="OpensMinute">Opening, minutes since local midnight.</param>
/// <param name="ClosesMinute">Closing, minutes since local midnight.</param>
internal sealed record CalendarData(string TimeZone, IReadOnlyList<int> Weekend, IReadOnlyList<string> Holidays, int OpensMinute, int ClosesMinute)
{
    /// <summary>The stored form of a contract's calendar.</summary>
    public static CalendarData Of(CalendarTerms terms) => new(
        terms.Zone.Id,
        [.. terms.Weekend.Select(day => (int)day).Distinct().Order()],
        [.. terms.Holidays.Distinct().Order().Select(LocalDatePattern.Iso.Format)],
        terms.OpensMinute,
        terms.ClosesMinute);

    /// <summary>The calendar.</summary>
    /// <exception cref="InvalidDataException">The zone or a date is not known to this program.</exception>
    public WorkCalendar Make()
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) ?? throw new InvalidDataException($"'{TimeZone}' is no time zone.");
        return new WorkCalendar(zone, Weekend.Select(day => (IsoDayOfWeek)day), Holidays.Select(Date), OpensMinute, ClosesMinute);
    }

    /// <summary>The calendar in words, for example "Mon-Fri 09:00-17:00 Asia/Dubai, without 2026-05-26".</summary>
    public string Describe()
    {
        string[] names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        int[] days = [.. Enumerable.Range(1, 7).Except(Weekend)];
        bool run = days.Length > 2 && days[^1] - days[0] == days.Length - 1;
        string text = run ? $"{names[days[0] - 1]}-{names[days[^1] - 1]}" : string.Join(", ", days.Select(day => names[day - 1]));
        return $"{text} {Clock(OpensMinute)}-{Clock(ClosesMinute)} {TimeZone}{(Holidays.Count > 0 ? $", without {string.Join(", ", Holidays)}" : "")}";
    }

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    private static LocalDate Date(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } parsed ? parsed.Value : throw new InvalidDataException($"'{text}' is no date.");
}
