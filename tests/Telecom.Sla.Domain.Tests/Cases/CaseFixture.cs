using NodaTime;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Cases;

/// <summary>The severity tables of two kinds of contract: elapsed time from the report, and working hours with pauses and causes.</summary>
internal static class CaseFixture
{
    public const long Minute = UtcInstant.PerMinute;
    public const long Hour = UtcInstant.PerHour;

    /// <summary>Monday to Friday, 09:00 to 17:00 in Dubai (+04:00, no clock changes). 13, 20 and 27 April 2026 are Mondays.</summary>
    public static readonly WorkCalendar Dubai = new(
        DateTimeZoneProviders.Tzdb["Asia/Dubai"], [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], [], 540, 1020);

    /// <summary>Levels 1, 2, 3: acknowledge 15, 30, 30 minutes; resolve 24, 72, 12 hours.</summary>
    public static readonly CaseTerms Support = new(
        [Level("1", 15, 24), Level("2", 30, 72), Level("3", 30, 12)], SeverityChangePolicy.NeverLater, CaseTimeBasis.Elapsed);

    /// <summary>P1 by cause with respond, fix and total hours, pausing; P2 and P3 with an agreed time after acceptance.</summary>
    public static readonly CaseTerms Software = new(
        [
            P1("system_inaccessible", 4, 4, 8),
            P1("minor_bug", 8, 8, 16),
            P1("major_bug", 8, 24, 32),
            Planned("P2", 80),
            Planned("P3", 160),
        ],
        SeverityChangePolicy.NeverLater,
        CaseTimeBasis.WorkingHours);

    /// <summary>An instant of April 2026 in Dubai.</summary>
    public static UtcInstant On(int day, int hour, int minute = 0) =>
        UtcInstant.From(new DateTimeOffset(2026, 4, day, 0, 0, 0, TimeSpan.FromHours(4))).Plus((hour * Hour) + (minute * Minute));

    public static CaseEvent Event(CaseEventKind kind, UtcInstant at, UtcInstant? until = null) => new(at, kind, Until: until);

    public static CaseEvent Change(UtcInstant at, string severity, string? cause = null) => new(at, CaseEventKind.SeverityChanged, severity, cause);

    /// <summary>A case of the first P1 row.</summary>
    public static CaseFacts Inaccessible(UtcInstant reportedAt, params CaseEvent[] events) => new("C-1", "P1", "system_inaccessible", reportedAt, events);

    public static CaseFacts Case(string severity, UtcInstant reportedAt, params CaseEvent[] events) => new("C-1", severity, null, reportedAt, events);

    public static CaseRating Rate(CaseTerms terms, CaseFacts facts, UtcInstant? asOf = null) => CaseRater.Rate(terms, facts, Dubai, asOf);

    public static ClockReading Clock(this CaseRating rating, string name) => rating.Clocks.Single(clock => clock.Name == name);

    private static CaseLevel Level(string severity, int respondMinutes, int resolveHours) =>
        new(severity, null, $"Level {severity}", new CaseTarget(respondMinutes * Minute, "support"), null, new CaseTarget(resolveHours * Hour, "support"), false, false);

    private static CaseLevel P1(string cause, int respond, int fix, int total) =>
        new("P1", cause, "Critical", new CaseTarget(respond * Hour, "12.3"), new CaseTarget(fix * Hour, "12.3"), new CaseTarget(total * Hour, "12.3"), true, false);

    private static CaseLevel Planned(string severity, int respond) =>
        new(severity, null, "Planned", new CaseTarget(respond * Hour, "12.3"), new CaseTarget(null, "12.3"), new CaseTarget(null, "12.3"), false, true);
}
