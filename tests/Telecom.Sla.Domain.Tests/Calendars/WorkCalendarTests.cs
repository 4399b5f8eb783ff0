using NodaTime;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Calendars.CalendarFixture;

namespace Telecom.Sla.Domain.Tests.Calendars;

public sealed class WorkCalendarTests
{
    /// <summary>April 2026 has four Saturdays and four Sundays, so 22 workdays of 8 hours.</summary>
    [Fact]
    public void A_month_in_Dubai_has_twenty_two_days_of_eight_hours()
    {
        WorkCalendar calendar = Week("Asia/Dubai");
        TimeRange april = MonthPeriods.Month("2026-04", Zone("Asia/Dubai"));
        Assert.Equal(22, calendar.Workdays(april).Count());
        Assert.Equal(22 * UtcInstant.PerDay, calendar.WorkdaySet(april).Length);
        Assert.Equal(176 * UtcInstant.PerHour, calendar.WorkingHoursSet(april).Length);
        Assert.Equal(176 * UtcInstant.PerHour, calendar.WorkingTime(april.Start, april.End));
    }

    /// <summary>GEN-05: 22 workdays of 480 minutes; 08:00Z is 09:00 in London on 30 March and 08:00, before opening, on 27 March.</summary>
    [Fact]
    public void Hours_follow_local_time_after_the_clock_change()
    {
        WorkCalendar calendar = Week("Europe/London");
        TimeSet service = calendar.WorkingHoursSet(MonthPeriods.Month("2026-03", Zone("Europe/London")));
        TimeSet outages = TimeSet.Of(Range("2026-03-30T08:00:00Z", "2026-03-30T08:30:00Z"), Range("2026-03-27T08:00:00Z", "2026-03-27T08:30:00Z"));
        Assert.Equal(10_560 * UtcInstant.PerMinute, service.Length);
        Assert.Equal(30 * UtcInstant.PerMinute, service.Intersect(outages).Length);
    }

    [Theory]
    [InlineData("Asia/Kolkata", "2026-04-16", "2026-04-16T03:30:00Z", "2026-04-16T11:30:00Z")]
    [InlineData("Asia/Kathmandu", "2026-04-16", "2026-04-16T03:15:00Z", "2026-04-16T11:15:00Z")]
    [InlineData("Asia/Dubai", "2026-04-16", "2026-04-16T05:00:00Z", "2026-04-16T13:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-27", "2026-03-27T08:00:00Z", "2026-03-27T16:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-30", "2026-03-30T07:00:00Z", "2026-03-30T15:00:00Z")]
    [InlineData("America/New_York", "2026-03-06", "2026-03-06T14:00:00Z", "2026-03-06T22:00:00Z")]
    [InlineData("America/New_York", "2026-03-09", "2026-03-09T13:00:00Z", "2026-03-09T21:00:00Z")]
    [InlineData("Europe/Berlin", "2028-02-29", "2028-02-29T08:00:00Z", "2028-02-29T16:00:00Z")]
    [InlineData("UTC", "1969-12-31", "1969-12-31T09:00:00Z", "1969-12-31T17:00:00Z")]
    public void A_workday_is_open_from_nine_to_five_on_the_wall_clock(string zone, string day, string opens, string closes)
    {
        UtcInstant noon = At($"{day}T12:00:00Z");
        TimeRange hours = Assert.Single(Week(zone).WorkingHours(new TimeRange(noon.Plus(-12 * UtcInstant.PerHour), noon.Plus(12 * UtcInstant.PerHour))));
        Assert.Equal(Range(opens, closes), hours);
    }

    /// <summary>
    /// Berlin skips 02:00 to 03:00 at 2026-03-29T01:00Z and shows it twice around 2026-10-25T01:00Z; Lord Howe shows 01:30 to 02:00 twice
    /// around 2026-04-04T15:00Z and skips 02:00 to 02:30 at 2026-10-03T15:30Z.
    /// </summary>
    [Theory]
    [InlineData("Europe/Berlin", "02:30", "04:00", "2026-03-29", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z")]
    [InlineData("Europe/Berlin", "01:00", "02:30", "2026-03-29", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/Berlin", "02:30", "04:00", "2026-10-25", "2026-10-25T00:30:00Z", "2026-10-25T03:00:00Z")]
    [InlineData("Europe/Berlin", "01:00", "02:30", "2026-10-25", "2026-10-24T23:00:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("Australia/Lord_Howe", "01:00", "03:00", "2026-04-05", "2026-04-04T14:00:00Z", "2026-04-04T16:30:00Z")]
    [InlineData("Australia/Lord_Howe", "01:00", "03:00", "2026-10-04", "2026-10-03T14:30:00Z", "2026-10-03T16:00:00Z")]
    [InlineData("Australia/Lord_Howe", "01:45", "03:00", "2026-04-05", "2026-04-04T14:45:00Z", "2026-04-04T16:30:00Z")]
    public void A_skipped_time_moves_behind_the_gap_and_a_repeated_one_loses_no_minute(string zone, string opens, string closes, string day, string start, string end)
    {
        DateTimeZone local = Zone(zone);
        LocalDate date = LocalDate.FromDateTime(At($"{day}T00:00:00Z").ToInstant().ToDateTimeUtc());
        TimeRange whole = new(MonthPeriods.StartOfDay(date, local), MonthPeriods.StartOfDay(date.PlusDays(1), local));
        Assert.Equal(Range(start, end), Assert.Single(Daily(zone, opens, closes).WorkingHours(whole)));
    }

    [Fact]
    public void Hours_inside_the_gap_do_not_happen() =>
        Assert.Empty(Daily("Europe/Berlin", "02:10", "02:50").WorkingHours(Range("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")));

    [Theory]
    [InlineData("America/Sao_Paulo", "2017-10-15T03:00:00Z", "2017-10-16T02:00:00Z", 23 * 60)]
    [InlineData("America/Sao_Paulo", "2018-02-17T02:00:00Z", "2018-02-18T03:00:00Z", 25 * 60)]
    [InlineData("America/Havana", "2020-11-01T04:00:00Z", "2020-11-02T05:00:00Z", 25 * 60)]
    [InlineData("America/Havana", "2020-10-31T04:00:00Z", "2020-11-01T04:00:00Z", 24 * 60)]
    [InlineData("Australia/Lord_Howe", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z", (24 * 60) + 30)]
    [InlineData("Australia/Lord_Howe", "2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z", (24 * 60) - 30)]
    public void A_local_day_has_its_real_length(string zone, string start, string end, int minutes)
    {
        TimeRange day = Range(start, end);
        WorkCalendar calendar = Daily(zone, "00:00", "24:00");
        Assert.Equal(day, Assert.Single(calendar.Workdays(day)));
        Assert.Equal(day, Assert.Single(calendar.WorkingHours(day)));
        Assert.Equal(minutes * UtcInstant.PerMinute, calendar.WorkingTime(day.Start, day.End));
    }

    /// <summary>Samoa went from Thursday 29 December 2011 to Saturday 31 December, from -10:00 to +14:00.</summary>
    [Fact]
    public void A_date_that_never_was_has_no_working_time()
    {
        WorkCalendar calendar = Week("Pacific/Apia");
        TimeRange[] days = [.. calendar.Workdays(Range("2011-12-29T10:00:00Z", "2012-01-02T10:00:00Z"))];
        Assert.Equal([Range("2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"), Range("2012-01-01T10:00:00Z", "2012-01-02T10:00:00Z")], days);
        Assert.Equal(At("2012-01-01T20:00:00Z"), calendar.AddWorkingTime(At("2011-12-29T19:00:00Z"), 9 * UtcInstant.PerHour));
    }

    [Fact]
    public void A_range_cuts_days_and_hours()
    {
        WorkCalendar calendar = Week("Asia/Dubai");
        TimeRange part = Range("2026-04-16T08:00:00+04:00", "2026-04-17T10:30:00+04:00");
        Assert.Equal([Range("2026-04-16T08:00:00+04:00", "2026-04-17T00:00:00+04:00"), Range("2026-04-17T00:00:00+04:00", "2026-04-17T10:30:00+04:00")], calendar.Workdays(part));
        Assert.Equal([Range("2026-04-16T09:00:00+04:00", "2026-04-16T17:00:00+04:00"), Range("2026-04-17T09:00:00+04:00", "2026-04-17T10:30:00+04:00")], calendar.WorkingHours(part));
        Assert.Equal(part, Assert.Single(calendar.WorkdaySet(part).Ranges));
        Assert.Empty(calendar.Workdays(new TimeRange(part.Start, part.Start)));
    }

    [Fact]
    public void Days_are_made_as_they_are_asked_for()
    {
        TimeRange endless = new(At("2026-04-17T12:00:00Z"), new UtcInstant(long.MaxValue));
        Assert.Equal(At("2026-04-20T00:00:00Z"), Week("UTC").Workdays(endless).Skip(1).First().Start);
        Assert.Equal(At("2026-04-20T09:00:00Z"), Week("UTC").WorkingHours(endless).Skip(1).First().Start);
    }

    [Fact]
    public void Weekends_and_holidays_are_no_workdays()
    {
        WorkCalendar calendar = new(Zone("Asia/Riyadh"), [IsoDayOfWeek.Friday, IsoDayOfWeek.Saturday], [new LocalDate(2026, 5, 26)], 480, 960);
        Assert.Equal(
            [true, true, false, true, true, false, false],
            Enumerable.Range(24, 7).Select(day => calendar.IsWorkday(new LocalDate(2026, 5, day))));
        Assert.True(calendar.IsWorkday(new LocalDate(1969, 12, 31)));
        Assert.False(calendar.IsWorkday(new LocalDate(1970, 1, 2)));
        Assert.False(calendar.IsWorkday(new LocalDate(2026, 5, 26).WithCalendar(CalendarSystem.Julian)));
    }

    [Theory]
    [InlineData("2026-04-16T09:00:00+04:00", 8 * 60, "2026-04-16T17:00:00+04:00")]
    [InlineData("2026-04-16T09:00:00+04:00", (8 * 60) + 1, "2026-04-17T09:01:00+04:00")]
    [InlineData("2026-04-16T17:00:00+04:00", 1, "2026-04-17T09:01:00+04:00")]
    [InlineData("2026-04-18T11:00:00+04:00", 0, "2026-04-18T11:00:00+04:00")]
    [InlineData("2026-04-18T11:00:00+04:00", 60, "2026-04-20T10:00:00+04:00")]
    [InlineData("2026-04-16T16:00:00+04:00", 80 * 60, "2026-04-30T16:00:00+04:00")]
    public void Working_time_ends_at_the_earliest_instant(string from, long minutes, string end) =>
        Assert.Equal(At(end), Week("Asia/Dubai").AddWorkingTime(At(from), minutes * UtcInstant.PerMinute));

    [Fact]
    public void A_calendar_without_workdays_ends_the_search_after_ten_years()
    {
        WorkCalendar never = new(Zone("Asia/Dubai"), Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None), [], 540, 1020);
        string message = Assert.Throws<InvalidOperationException>(() => never.AddWorkingTime(At("2026-04-16T00:00:00Z"), 1)).Message;
        Assert.Contains("Asia/Dubai", message, StringComparison.Ordinal);
        Assert.Equal(At("2026-04-16T00:00:00Z"), never.AddWorkingTime(At("2026-04-16T00:00:00Z"), 0));

        // Ten years hold 521 or 522 Mondays of eight hours, never 530.
        WorkCalendar mondays = new(Zone("Asia/Dubai"), Enum.GetValues<IsoDayOfWeek>().Where(day => day is not IsoDayOfWeek.None and not IsoDayOfWeek.Monday), [], 540, 1020);
        Assert.Equal(At("2036-04-07T17:00:00+04:00"), mondays.AddWorkingTime(At("2026-04-16T00:00:00Z"), 521 * 8 * UtcInstant.PerHour));
        Assert.Throws<InvalidOperationException>(() => mondays.AddWorkingTime(At("2026-04-16T00:00:00Z"), 530 * 8 * UtcInstant.PerHour));
    }

    [Fact]
    public void Everything_wrong_with_a_calendar_is_reported_at_once()
    {
        string message = Assert.Throws<ArgumentException>(() => new WorkCalendar(DateTimeZone.Utc, [IsoDayOfWeek.None], [], -1, 1441)).Message;
        Assert.Contains("weekend", message, StringComparison.Ordinal);
        Assert.Contains("opens: -1", message, StringComparison.Ordinal);
        Assert.Contains("closes: 1441", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new WorkCalendar(DateTimeZone.Utc, [], [], 540, 540));
        Assert.Throws<ArgumentException>(() => new WorkCalendar(DateTimeZone.Utc, [], [], 1440, 1440));
        Assert.Throws<ArgumentOutOfRangeException>(() => Week("UTC").AddWorkingTime(default, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Week("UTC").WorkingTime(new UtcInstant(1), new UtcInstant(0)));
    }
}
