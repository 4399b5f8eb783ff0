using NodaTime;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Calendars.CalendarFixture;

namespace Telecom.Sla.Domain.Tests.Calendars;

public sealed class WorkCalendarChangesTests
{
    private static readonly string[] s_zones =
    [
        "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "America/Havana",
    ];

    /// <summary>13 April 2026 is a Monday, and Friday 17 a holiday.</summary>
    [Theory]
    [InlineData("2026-04-13T08:59:59.999999+04:00", false, "2026-04-13T09:00:00+04:00")]
    [InlineData("2026-04-13T09:00:00+04:00", true, "2026-04-13T17:00:00+04:00")]
    [InlineData("2026-04-13T16:59:59.999999+04:00", true, "2026-04-13T17:00:00+04:00")]
    [InlineData("2026-04-13T17:00:00+04:00", false, "2026-04-14T09:00:00+04:00")]
    [InlineData("2026-04-16T17:00:00+04:00", false, "2026-04-20T09:00:00+04:00")]
    public void A_week_opens_and_closes(string at, bool open, string next)
    {
        WorkCalendar week = Week("Asia/Dubai", holidays: new LocalDate(2026, 4, 17));
        Assert.Equal((open, At(next)), (week.IsOpen(At(at)), week.NextChange(At(at))));
    }

    /// <summary>In Berlin the hour from 02:00 is skipped on 29 March 2026 and shown twice on 25 October; on Lord Howe Island it is half an hour.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "02:30", "06:00", "2026-03-28T12:00:00+01:00", "2026-03-29T03:00:00+02:00")]
    [InlineData("Europe/Berlin", "00:00", "02:30", "2026-10-25T00:00:00+02:00", "2026-10-25T02:30:00+01:00")]
    [InlineData("Australia/Lord_Howe", "02:15", "06:00", "2026-10-03T12:00:00+10:30", "2026-10-04T02:30:00+11:00")]
    [InlineData("Australia/Lord_Howe", "00:00", "01:45", "2026-04-05T00:00:00+11:00", "2026-04-05T01:45:00+10:30")]
    public void Clock_changes_move_the_change(string zone, string opens, string closes, string at, string next) =>
        Assert.Equal(At(next), Daily(zone, opens, closes).NextChange(At(at)));

    [Fact]
    public void Open_days_in_a_row_close_once()
    {
        WorkCalendar week = Week("Europe/Berlin", "00:00", "24:00");
        Assert.Equal(At("2026-04-18T00:00:00+02:00"), week.NextChange(At("2026-04-13T10:00:00+02:00")));
        Assert.Equal(At("2026-04-20T00:00:00+02:00"), week.NextChange(At("2026-04-18T00:00:00+02:00")));
    }

    [Fact]
    public void Nothing_changes_where_it_is_always_open_or_never()
    {
        UtcInstant at = At("2026-04-13T10:00:00+02:00");
        WorkCalendar always = Daily("Europe/Berlin", "00:00", "24:00");
        Assert.Equal((true, null), (always.IsOpen(at), always.NextChange(at)));

        WorkCalendar never = new(Zone("Europe/Berlin"), Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None), [], 540, 1020);
        Assert.Equal((false, null), (never.IsOpen(at), never.NextChange(at)));
    }

    /// <summary>Closed from 2 April 09:00, for a month of holidays: the opening of 3 May 09:00 is 31 days away.</summary>
    [Fact]
    public void The_search_ends_after_thirty_one_days()
    {
        WorkCalendar calendar = new(Zone("Asia/Dubai"), [], [.. Enumerable.Range(0, 31).Select(new LocalDate(2026, 4, 2).PlusDays)], 540, 1020);
        UtcInstant opens = At("2026-05-03T09:00:00+04:00");
        UtcInstant first = opens.Plus(-WorkCalendar.ChangeHorizon);
        Assert.Equal((opens, null), (calendar.NextChange(first), calendar.NextChange(first.Plus(-1))));

        // Open all day for as long, and closed on 3 May.
        WorkCalendar open = new(Zone("Asia/Dubai"), [], [new LocalDate(2026, 5, 3)], 0, 1440);
        UtcInstant closes = At("2026-05-03T00:00:00+04:00");
        first = closes.Plus(-WorkCalendar.ChangeHorizon);
        Assert.Equal((closes, null), (open.NextChange(first), open.NextChange(first.Plus(-1))));
    }

    [Fact]
    public void Changes_agree_with_a_walk_minute_by_minute() =>
        Seeds.ForEach(150, random =>
        {
            MinuteWalk walk = MinuteWalk.Random(random, 40, s_zones);
            UtcInstant at = walk.Start.Plus(random.NextInt64(8 * UtcInstant.PerDay));
            int minute = walk.Index(at);
            bool open = walk.IsOpen(minute);
            int last = walk.Index(at.Plus(WorkCalendar.ChangeHorizon));
            int change = Enumerable.Range(minute, last - minute + 1).FirstOrDefault(i => walk.IsOpen(i) != open, -1);
            Assert.Equal((open, change < 0 ? null : walk.Minute(change)), (walk.Calendar.IsOpen(at), walk.Calendar.NextChange(at)));
        });
}
