using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Tests.Calendars;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Cases.CaseFixture;

namespace Telecom.Sla.Domain.Tests.Cases;

/// <summary>Where alarms lie, worked by hand.</summary>
public sealed class CaseMarksTests
{
    /// <summary>24 hours from Monday 09:00 and 15 minutes to the acknowledgement.</summary>
    [Fact]
    public void Shares_of_elapsed_time_are_reached_day_and_night() =>
        Assert.Equal(
            [
                ("respond", 50, On(13, 9).Plus(7 * Minute).Plus(Minute / 2)),
                ("respond", 100, On(13, 9, 15).Plus(1)),
                ("respond", 150, On(13, 9, 22).Plus(Minute / 2)),
                ("resolve", 50, On(13, 21)),
                ("resolve", 100, On(14, 9).Plus(1)),
                ("resolve", 150, On(14, 21)),
            ],
            Marks(Support, Case("1", On(13, 9)), 150, 50, 100, 50));

    /// <summary>Eight hours end at closing: the breach is a microsecond later, the first overrun in the next morning.</summary>
    [Fact]
    public void Shares_of_working_time_are_reached_in_working_hours() =>
        Assert.Equal(
            [("resolve", 75, On(13, 15)), ("resolve", 100, On(13, 17).Plus(1)), ("resolve", 125, On(14, 11))],
            Resolve(Software, Inaccessible(On(13, 9)), 75, 100, 125));

    /// <summary>Four hours before the wait; it ends on Tuesday 10:00, and four are left.</summary>
    [Fact]
    public void A_pause_moves_what_is_not_reached_yet()
    {
        CaseEvent question = Event(CaseEventKind.Waiting, On(13, 13));
        CaseFacts waiting = Inaccessible(On(13, 9), question);
        Assert.Equal([("resolve", 25, On(13, 11)), ("resolve", 50, On(13, 13))], Resolve(Software, waiting, 25, 50, 75, 100, 125));
        Assert.Null(Of(Software, waiting, 50)[^1].Deadline);

        CaseFacts answered = Inaccessible(On(13, 9), question, Event(CaseEventKind.Resumed, On(14, 10)));
        Assert.Equal(
            [("resolve", 25, On(13, 11)), ("resolve", 50, On(13, 13)), ("resolve", 75, On(14, 12)), ("resolve", 100, On(14, 14).Plus(1)), ("resolve", 125, On(14, 16))],
            Resolve(Software, answered, 25, 50, 75, 100, 125));
        Assert.Equal(Of(Software, Inaccessible(On(13, 9)), 75)[^1].Occasion, Of(Software, answered, 75)[^1].Occasion);
    }

    [Fact]
    public void A_share_is_rounded_up_to_the_microsecond()
    {
        CaseTerms terms = Support with { Levels = [Support.Levels[0] with { Respond = null, Resolve = new CaseTarget(7, "support") }] };
        Assert.Equal(
            [("resolve", 1, On(13, 9).Plus(1)), ("resolve", 50, On(13, 9).Plus(4)), ("resolve", 99, On(13, 9).Plus(7)), ("resolve", 100, On(13, 9).Plus(8)), ("resolve", 101, On(13, 9).Plus(8))],
            Marks(terms, Case("1", On(13, 9)), 1, 50, 99, 100, 101));
    }

    [Fact]
    public void A_stopped_clock_keeps_what_it_reached_before()
    {
        CaseFacts Done(UtcInstant at) => Case("1", On(13, 9), Event(CaseEventKind.Acknowledged, On(13, 9)), Event(CaseEventKind.Resolved, at));
        Assert.Empty(Marks(Support, Done(On(13, 21)), 50, 100));
        Assert.Equal([("resolve", 50, On(13, 21))], Marks(Support, Done(On(13, 21).Plus(1)), 50, 100));
        Assert.Equal([("resolve", 50, On(13, 21))], Marks(Support, Done(On(14, 9)), 50, 100));

        // A microsecond after the deadline is late.
        Assert.Equal([("resolve", 50, On(13, 21)), ("resolve", 100, On(14, 9).Plus(1))], Marks(Support, Done(On(14, 9).Plus(1)), 50, 100));
    }

    /// <summary>Resolved after 18 hours and re-opened a day later: six hours are left, and the warning at 12 hours is the one that was given.</summary>
    [Fact]
    public void A_re_opened_case_goes_on_with_its_warnings()
    {
        CaseFacts open = Case("1", On(13, 9));
        CaseFacts reopened = Case("1", On(13, 9), Event(CaseEventKind.Resolved, On(14, 3)), Event(CaseEventKind.Reopened, On(15, 3)));
        Assert.Equal([("resolve", 50, On(13, 21)), ("resolve", 90, On(15, 6, 36)), ("resolve", 100, On(15, 9).Plus(1))], Resolve(Support, reopened, 50, 90, 100));
        Assert.Equal(Of(Support, open, 50)[^1], Of(Support, reopened, 50)[^1] with { Deadline = On(14, 9) });
    }

    /// <summary>72 hours become 24; another level with the target that was promised before is the same promise.</summary>
    [Fact]
    public void Another_target_is_another_promise()
    {
        CaseFacts two = Case("2", On(13, 9), Event(CaseEventKind.Acknowledged, On(13, 9)));
        CaseFacts one = two with { Events = [.. two.Events, Change(On(13, 10), "1")] };
        CaseFacts again = one with { Events = [.. one.Events, Change(On(13, 11), "2")] };
        Assert.Equal([("resolve", 50, On(14, 21))], Marks(Support, two, 50));
        Assert.Equal([("resolve", 50, On(13, 21))], Marks(Support, one, 50));
        Assert.NotEqual(Of(Support, two, 50), Of(Support, one, 50));
        Assert.Equal(Of(Support, two, 50), Of(Support, again, 50));

        // Counted from the change it is another start.
        CaseTerms fromChange = Support with { SeverityChange = SeverityChangePolicy.FromChange };
        Assert.NotEqual(Of(fromChange, two, 50)[0].Occasion, Of(fromChange, again, 50)[0].Occasion);
    }

    /// <summary>Level 3 promised 12 hours; raised to level 1 with 24 the case keeps them, and its warnings.</summary>
    [Fact]
    public void The_earliest_deadline_binds()
    {
        CaseFacts three = Case("3", On(13, 9), Event(CaseEventKind.Acknowledged, On(13, 9)));
        CaseFacts one = three with { Events = [.. three.Events, Change(On(13, 10), "1")] };
        Assert.Equal([("resolve", 50, On(13, 15))], Marks(Support, three, 50));
        Assert.Equal(Of(Support, three, 50), Of(Support, one, 50));
    }

    /// <summary>
    /// Accepted on Monday 09:00, agreed until Friday 09:00: half of it is Wednesday 09:00, whatever the working hours. The fix starts with the
    /// response of Tuesday 09:00, so half of it is Wednesday 21:00.
    /// </summary>
    [Fact]
    public void An_agreed_time_is_approached_in_elapsed_time()
    {
        CaseFacts facts = Case("P2", On(13, 9), Event(CaseEventKind.Accepted, On(13, 9)), Event(CaseEventKind.Agreed, On(13, 10), On(17, 9)));
        Assert.Equal([("resolve", 50, On(15, 9)), ("resolve", 100, On(17, 9).Plus(1)), ("resolve", 150, On(19, 9))], Resolve(Software, facts, 50, 100, 150));

        // Without a response the fix has not started, but its agreed time can pass.
        CaseMark breach = Assert.Single(Of(Software, facts, 50, 100, 150), mark => mark.Clock == "fix");
        Assert.Equal((100, On(17, 9).Plus(1)), (breach.Percent, breach.At));

        CaseFacts responded = facts with { Events = [.. facts.Events, Event(CaseEventKind.Responded, On(14, 9))] };
        CaseMark[] fix = [.. Of(Software, responded, 50, 100).Where(mark => mark.Clock == "fix")];
        Assert.Equal([On(15, 21), On(17, 9).Plus(1)], fix.Select(mark => mark.At));
        Assert.Equal(breach, fix[1]);
    }

    [Fact]
    public void Another_agreed_time_is_another_promise()
    {
        CaseFacts facts = Case("P3", On(13, 9), Event(CaseEventKind.Accepted, On(13, 9)), Event(CaseEventKind.Agreed, On(13, 10), On(17, 9)));
        CaseFacts later = facts with { Events = [.. facts.Events, Event(CaseEventKind.Agreed, On(14, 10), On(21, 9))] };
        Assert.Equal([("resolve", 50, On(17, 9)), ("resolve", 100, On(21, 9).Plus(1))], Resolve(Software, later, 50, 100));
        Assert.NotEqual(Occasion(facts), Occasion(later));
        Assert.Empty(Resolve(Software, Case("P3", On(13, 9), Event(CaseEventKind.Accepted, On(13, 9))), 50, 100, 150));

        static string Occasion(CaseFacts facts) => Of(Software, facts, 100).Single(mark => mark.Clock == "resolve").Occasion;
    }

    /// <summary>Agreed until Monday 10:00, answered at 12:00: the clock of the fix starts after its deadline.</summary>
    [Fact]
    public void A_promise_without_room_has_no_warnings()
    {
        CaseFacts facts = Case("P2", On(13, 8), Event(CaseEventKind.Agreed, On(13, 9), On(13, 10)), Event(CaseEventKind.Responded, On(13, 12)));
        Assert.Equal([(100, On(13, 10).Plus(1)), (200, On(13, 12))], Of(Software, facts, 50, 100, 200).Where(mark => mark.Clock == "fix").Select(mark => (mark.Percent, mark.At)));

        CaseTerms terms = Support with { Levels = [Support.Levels[0] with { Respond = null, Resolve = new CaseTarget(0, "support") }] };
        Assert.Equal([("resolve", 100, On(13, 9).Plus(1)), ("resolve", 200, On(13, 9).Plus(1))], Marks(terms, Case("1", On(13, 9)), 50, 100, 200));
    }

    [Fact]
    public void A_declined_case_and_one_that_is_not_reported_have_no_marks()
    {
        CaseFacts facts = Case("P2", On(8, 9), Event(CaseEventKind.Accepted, On(9, 9)), Event(CaseEventKind.Declined, On(10, 9)));
        Assert.Empty(Marks(Software, facts, 50, 100));
        Assert.NotEmpty(CaseMarks.Of(Software, facts, Dubai, [50], On(10, 9).Plus(-1)));
        Assert.Empty(CaseMarks.Of(Software, facts, Dubai, [50], On(8, 9).Plus(-1)));
    }

    /// <summary>On 25 October 2026 the hour from 02:00 is shown twice in Berlin; on Lord Howe Island half an hour is skipped on 4 October.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2026-10-24T22:00:00+02:00", "2026-10-25T03:00:00+01:00", "2026-10-25T09:00:00+01:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-03T22:00:00+10:30", "2026-10-04T04:30:00+11:00", "2026-10-04T10:30:00+11:00")]
    public void A_clock_change_moves_elapsed_shares_on_the_wall_clock_only(string zone, string reported, string half, string due)
    {
        CaseTerms terms = Support with { Levels = [Support.Levels[2] with { Respond = null }] };
        IReadOnlyList<CaseMark> marks = CaseMarks.Of(terms, Case("3", CalendarFixture.At(reported)), CalendarFixture.Week(zone), [50, 100], null);
        Assert.Equal([CalendarFixture.At(half), CalendarFixture.At(due).Plus(1)], marks.Select(mark => mark.At));
    }

    /// <summary>
    /// Open from 00:00 to 06:00 on the wall clock, every day: the night of the change has seven hours in Berlin and five and a half on Lord Howe
    /// Island. Twelve hours from the first midnight: half of them is the sixth hour that was open.
    /// </summary>
    [Theory]
    [InlineData("Europe/Berlin", "2026-10-25T00:00:00+02:00", "2026-10-25T05:00:00+01:00", "2026-10-26T05:00:00+01:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T00:00:00+10:30", "2026-10-05T00:30:00+11:00", "2026-10-06T00:30:00+11:00")]
    public void A_clock_change_takes_and_gives_working_time(string zone, string reported, string half, string due)
    {
        CaseTerms terms = Support with { Levels = [Support.Levels[2] with { Respond = null }], TimeBasis = CaseTimeBasis.WorkingHours };
        IReadOnlyList<CaseMark> marks = CaseMarks.Of(terms, Case("3", CalendarFixture.At(reported)), CalendarFixture.Daily(zone, "00:00", "06:00"), [50, 100], null);
        Assert.Equal([CalendarFixture.At(half), CalendarFixture.At(due).Plus(1)], marks.Select(mark => mark.At));
    }

    /// <summary>A year of working days and its deadline; ten times that no calendar is searched for.</summary>
    [Fact]
    public void An_overrun_beyond_the_calendar_is_left_out()
    {
        CaseTerms years = Software with { Levels = [Software.Levels[0] with { Respond = null, Fix = null, Resolve = new CaseTarget(4000 * Hour, "12.3") }] };
        Assert.Equal([50, 100, 200], Of(years, Inaccessible(On(13, 9)), 50, 100, 200, 1000).Select(mark => mark.Percent));

        CaseTerms ages = Support with { Levels = [Support.Levels[0] with { Respond = null, Resolve = new CaseTarget(long.MaxValue - On(13, 9).Microseconds, "support") }] };
        Assert.Equal([50], Of(ages, Case("1", On(13, 9)), 50, 100, 200, 1000).Select(mark => mark.Percent));
    }

    [Fact]
    public void Percentages_out_of_range_are_refused_together()
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => Of(Support, Case("1", On(13, 9)), 0, 50, -3, 1001));
        Assert.Equal("0, -3, 1001", refused.ActualValue);
        Assert.Contains("1 to 1000", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Of(Support, Case("1", On(13, 9))));
    }

    private static IReadOnlyList<CaseMark> Of(CaseTerms terms, CaseFacts facts, params int[] percents) => CaseMarks.Of(terms, facts, Dubai, percents, null);

    private static (string, int, UtcInstant)[] Marks(CaseTerms terms, CaseFacts facts, params int[] percents) =>
        [.. Of(terms, facts, percents).Select(mark => (mark.Clock, mark.Percent, mark.At))];

    private static (string, int, UtcInstant)[] Resolve(CaseTerms terms, CaseFacts facts, params int[] percents) =>
        [.. Marks(terms, facts, percents).Where(mark => mark.Item1 == "resolve")];
}
