using NodaTime;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Calendars.CalendarFixture;

namespace Telecom.Sla.Domain.Tests.Calendars;

public sealed class DayWindowsTests
{
    /// <summary>JO-06a: Wednesday 4 March; 5, 6, 9, 10 and 11 follow, with New York's clock change between.</summary>
    [Fact]
    public void Five_business_days_run_over_a_clock_change()
    {
        UtcInstant end = DayWindows.EndAfterBusinessDays(At("2026-03-04T15:20:00-05:00"), 5, Week("America/New_York"));
        Assert.Equal(At("2026-03-12T00:00:00-04:00"), end);
        Assert.True(At("2026-03-11T23:30:00-04:00") < end);
        Assert.False(At("2026-03-12T00:00:00-04:00") < end);
    }

    /// <summary>JL-08, and every kind of zone: the local day of the event is day 0.</summary>
    [Theory]
    [InlineData("Asia/Singapore", "2026-03-10T14:00:00+08:00", 15, "2026-03-26T00:00:00+08:00")]
    [InlineData("Asia/Singapore", "2026-03-10T00:00:00+08:00", 15, "2026-03-26T00:00:00+08:00")]
    [InlineData("Asia/Singapore", "2026-03-09T23:59:59.999999+08:00", 15, "2026-03-25T00:00:00+08:00")]
    [InlineData("Asia/Singapore", "2026-03-10T14:00:00+08:00", 0, "2026-03-11T00:00:00+08:00")]
    [InlineData("Asia/Kathmandu", "2026-05-01T18:20:00Z", 7, "2026-05-09T18:15:00Z")]
    [InlineData("Asia/Kolkata", "2026-05-01T18:29:59Z", 7, "2026-05-08T18:30:00Z")]
    [InlineData("Europe/Berlin", "2026-03-27T12:00:00+01:00", 2, "2026-03-30T00:00:00+02:00")]
    [InlineData("Europe/Berlin", "2026-10-25T02:30:00+01:00", 1, "2026-10-27T00:00:00+01:00")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T12:00:00+11:00", 1, "2026-04-06T00:00:00+10:30")]
    [InlineData("UTC", "2028-02-27T08:00:00Z", 2, "2028-03-01T00:00:00Z")]
    [InlineData("UTC", "2026-02-27T08:00:00Z", 2, "2026-03-02T00:00:00Z")]
    [InlineData("UTC", "2026-12-31T23:00:00Z", 1, "2027-01-02T00:00:00Z")]
    [InlineData("America/Sao_Paulo", "2017-10-13T12:00:00-03:00", 1, "2017-10-15T01:00:00-02:00")]
    [InlineData("America/Havana", "2020-10-30T12:00:00-04:00", 1, "2020-11-01T00:00:00-04:00")]
    [InlineData("Pacific/Apia", "2011-12-29T12:00:00-10:00", 1, "2011-12-31T00:00:00+14:00")]
    [InlineData("Pacific/Apia", "2011-12-29T12:00:00-10:00", 2, "2012-01-01T00:00:00+14:00")]
    public void A_window_ends_at_local_midnight_after_its_last_day(string zone, string at, int days, string end) =>
        Assert.Equal(At(end), DayWindows.EndAfterDays(At(at), days, Zone(zone)));

    [Theory]
    [InlineData("2026-04-17T16:00:00Z", 1, "2026-04-21T00:00:00Z")]
    [InlineData("2026-04-18T10:00:00Z", 1, "2026-04-21T00:00:00Z")]
    [InlineData("2026-04-18T10:00:00Z", 0, "2026-04-19T00:00:00Z")]
    [InlineData("2026-04-20T10:00:00Z", 1, "2026-04-23T00:00:00Z")]
    [InlineData("2026-04-13T10:00:00Z", 5, "2026-04-21T00:00:00Z")]
    public void Business_days_leave_out_weekends_and_holidays(string at, int days, string end) =>
        Assert.Equal(At(end), DayWindows.EndAfterBusinessDays(At(at), days, Week("UTC", holidays: new LocalDate(2026, 4, 21))));

    /// <summary>Friday 30 December 2011 did not exist in Samoa: Thursday 29 and Monday 2 January follow Wednesday 28.</summary>
    [Fact]
    public void A_date_that_never_was_is_no_business_day() =>
        Assert.Equal(At("2012-01-03T00:00:00+14:00"), DayWindows.EndAfterBusinessDays(At("2011-12-28T12:00:00-10:00"), 2, Week("Pacific/Apia")));

    [Fact]
    public void Too_few_business_days_end_the_search()
    {
        WorkCalendar never = new(DateTimeZone.Utc, Enumerable.Range(1, 7).Select(day => (IsoDayOfWeek)day), [], 0, 1440);
        Assert.Throws<InvalidOperationException>(() => DayWindows.EndAfterBusinessDays(At("2026-04-16T00:00:00Z"), 1, never));
        Assert.Equal(At("2026-04-17T00:00:00Z"), DayWindows.EndAfterBusinessDays(At("2026-04-16T00:00:00Z"), 0, never));
        Assert.Throws<ArgumentOutOfRangeException>(() => DayWindows.EndAfterBusinessDays(default, -1, never));
        Assert.Throws<ArgumentOutOfRangeException>(() => DayWindows.EndAfterDays(default, -1, DateTimeZone.Utc));
    }
}
