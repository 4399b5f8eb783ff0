using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Cases.CaseFixture;

namespace Telecom.Sla.Domain.Tests.Cases;

/// <summary>Starts, ends and pauses of clocks in working hours, worked by hand.</summary>
public sealed class CaseClockTests
{
    [Theory]
    [InlineData(13, 9, 0, 13, 13, 0, 13, 17, 0)]
    [InlineData(13, 6, 0, 13, 13, 0, 13, 17, 0)]
    [InlineData(13, 17, 0, 14, 13, 0, 14, 17, 0)]
    [InlineData(13, 13, 0, 13, 17, 0, 14, 13, 0)]
    [InlineData(18, 11, 0, 20, 13, 0, 20, 17, 0)]
    [InlineData(17, 16, 59, 20, 12, 59, 20, 16, 59)]
    [InlineData(17, 23, 0, 20, 13, 0, 20, 17, 0)]
    public void Four_and_eight_working_hours_from_the_report(int day, int hour, int minute, int respondDay, int respondHour, int respondMinute, int resolveDay, int resolveHour, int resolveMinute)
    {
        CaseRating rating = Rate(Software, Inaccessible(On(day, hour, minute)));
        Assert.Equal((On(respondDay, respondHour, respondMinute), On(resolveDay, resolveHour, resolveMinute)), (rating.RespondBy, rating.ResolveBy));
        Assert.Equal(CaseState.Open, rating.State);
    }

    /// <summary>Eight hours from Monday 09:00 end at closing: done then is in time, a microsecond or an evening later is not.</summary>
    [Fact]
    public void A_deadline_at_closing_is_closing()
    {
        Assert.True(Resolved(On(13, 17)).ResolveMet);
        Assert.False(Resolved(On(13, 17).Plus(1)).ResolveMet);
        Assert.False(Resolved(On(13, 20)).ResolveMet);
        Assert.Equal(8 * Hour, Resolved(On(13, 20)).Clock("resolve").ElapsedUs);

        static CaseRating Resolved(UtcInstant at) => Rate(Software, Inaccessible(On(13, 9), Event(CaseEventKind.Responded, On(13, 10)), Event(CaseEventKind.Resolved, at)));
    }

    [Fact]
    public void A_holiday_counts_no_hours()
    {
        WorkCalendar calendar = new(Dubai.Zone, Dubai.Weekend, [new NodaTime.LocalDate(2026, 4, 17)], 540, 1020);
        CaseRating rating = CaseRater.Rate(Software, Inaccessible(On(16, 16)), calendar, null);
        Assert.Equal((On(20, 12), On(20, 16)), (rating.RespondBy, rating.ResolveBy));
    }

    /// <summary>An hour before the pause, then seven from Tuesday 10:00; the pause took an hour of Monday and one of Tuesday.</summary>
    [Fact]
    public void A_pause_over_a_night_adds_its_working_hours()
    {
        ClockReading resolve = Rate(Software, Paused(On(13, 15), On(13, 16), On(14, 10))).Clock("resolve");
        Assert.Equal((On(14, 17), 2 * Hour), (resolve.DueAt, resolve.PausedUs));
    }

    /// <summary>Two hours on Friday, six from Monday 11:00; the pause took an hour of Friday and two of Monday.</summary>
    [Fact]
    public void A_pause_over_a_weekend_adds_its_working_hours()
    {
        ClockReading resolve = Rate(Software, Paused(On(17, 14), On(17, 16), On(20, 11))).Clock("resolve");
        Assert.Equal((On(20, 17), 3 * Hour), (resolve.DueAt, resolve.PausedUs));
    }

    [Theory]
    [InlineData(13, 17, 14, 9)]
    [InlineData(13, 18, 14, 8)]
    [InlineData(13, 15, 13, 15)]
    public void A_pause_without_working_time_changes_nothing(int fromDay, int fromHour, int toDay, int toHour)
    {
        ClockReading resolve = Rate(Software, Paused(On(13, 13), On(fromDay, fromHour), On(toDay, toHour))).Clock("resolve");
        Assert.Equal((On(14, 13), 0), (resolve.DueAt, resolve.PausedUs));
    }

    /// <summary>The eighth hour ends as the wait begins, so the deadline stands; a microsecond earlier it is open.</summary>
    [Fact]
    public void A_wait_that_begins_at_the_deadline_comes_too_late()
    {
        CaseRating late = Rate(Software, Inaccessible(On(13, 9), Event(CaseEventKind.Waiting, On(13, 17))), On(14, 9));
        Assert.Equal((On(13, 17), false), (late.ResolveBy, late.ResolveMet));

        CaseRating held = Rate(Software, Inaccessible(On(13, 9), Event(CaseEventKind.Waiting, On(13, 17).Plus(-1))), On(14, 9));
        Assert.Equal(((UtcInstant?)null, (bool?)null), (held.ResolveBy, held.ResolveMet));
        Assert.Equal(1, held.Clock("resolve").RemainingUs);
        Assert.Equal(CaseState.Waiting, held.State);
        Assert.Contains("no deadline until the pause ends", held.Clock("resolve").Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wait_without_an_answer_holds_the_deadline_open_as_long_as_it_takes()
    {
        CaseRating rating = Rate(Software, Inaccessible(On(13, 9), Event(CaseEventKind.Waiting, On(13, 10))), On(24, 9));
        ClockReading resolve = rating.Clock("resolve");
        Assert.Equal((Hour, 7 * Hour), (resolve.ElapsedUs, resolve.RemainingUs));

        // Seven hours of 13 April and eight on each of eight days.
        Assert.Equal(71 * Hour, resolve.PausedUs);
        Assert.Null(rating.RespondMet);
    }

    [Fact]
    public void A_resolution_ends_the_wait()
    {
        CaseRating rating = Rate(Software, Inaccessible(On(13, 9), Event(CaseEventKind.Responded, On(13, 9)), Event(CaseEventKind.Waiting, On(13, 10)), Event(CaseEventKind.Resolved, On(15, 12))));
        Assert.True(rating.ResolveMet);
        Assert.Equal((CaseState.Resolved, On(16, 11)), (rating.State, rating.ResolveBy));
        Assert.Equal(Hour, rating.Clock("resolve").ElapsedUs);
    }

    /// <summary>Waits are told from the first question to the answer; a second question and a second answer add nothing.</summary>
    [Fact]
    public void Repeated_questions_and_answers_are_one_pause()
    {
        CaseRating rating = Rate(Software, Inaccessible(
            On(13, 9),
            Event(CaseEventKind.Resumed, On(13, 9, 30)),
            Event(CaseEventKind.Waiting, On(13, 10)),
            Event(CaseEventKind.Waiting, On(13, 11)),
            Event(CaseEventKind.Resumed, On(13, 12)),
            Event(CaseEventKind.Resumed, On(13, 13))));
        Assert.Equal((On(14, 11), 2 * Hour), (rating.ResolveBy, rating.Clock("resolve").PausedUs));
    }

    [Fact]
    public void A_contract_without_pauses_runs_on_while_the_provider_waits()
    {
        CaseRating rating = Rate(Support, Case("1", On(13, 9), Event(CaseEventKind.Waiting, On(13, 10))), On(13, 11));
        Assert.Equal((CaseState.Waiting, On(14, 9)), (rating.State, rating.ResolveBy));
        Assert.Equal((2 * Hour, 0), (rating.Clock("resolve").ElapsedUs, rating.Clock("resolve").PausedUs));
    }

    [Fact]
    public void The_fix_clock_starts_with_the_first_answer_of_either_kind()
    {
        CaseRating rating = Rate(Software, Inaccessible(On(13, 9), Event(CaseEventKind.Responded, On(13, 15)), Event(CaseEventKind.Acknowledged, On(13, 12))));
        Assert.Equal((On(13, 12), On(13, 16)), (rating.Clock("fix").Started, rating.FixBy));
        Assert.True(rating.RespondMet);
    }

    [Fact]
    public void Without_an_answer_the_fix_clock_has_not_started()
    {
        CaseRating rating = Rate(Software, Inaccessible(On(13, 9)), On(30, 9));
        Assert.Equal((null, null, null, 4 * Hour), (rating.Clock("fix").Started, rating.FixBy, rating.FixMet, rating.Clock("fix").RemainingUs));
        Assert.Equal((false, false), (rating.RespondMet, rating.ResolveMet));
        Assert.Equal(-96 * Hour, rating.Clock("resolve").RemainingUs);
    }

    [Fact]
    public void A_resolution_without_an_answer_is_one()
    {
        CaseRating rating = Rate(Software, Inaccessible(On(13, 9), Event(CaseEventKind.Resolved, On(13, 12)), Event(CaseEventKind.Responded, On(14, 9))));
        Assert.Equal((true, true, true), (rating.RespondMet, rating.FixMet, rating.ResolveMet));
        Assert.Contains("counts as the response", Assert.Single(rating.Assumptions), StringComparison.Ordinal);
    }

    /// <summary>Six hours, two hours, then 24 are left on Wednesday 09:00: due on Friday at closing.</summary>
    [Fact]
    public void A_case_that_is_re_opened_twice_runs_on()
    {
        CaseEvent[] course =
        [
            Event(CaseEventKind.Acknowledged, On(13, 9)),
            Event(CaseEventKind.Resolved, On(13, 15)),
            Event(CaseEventKind.Reopened, On(14, 11)),
            Event(CaseEventKind.Resolved, On(14, 13)),
            Event(CaseEventKind.Reopened, On(15, 9)),
        ];
        CaseRating open = Rate(Software, new CaseFacts("C-1", "P1", "major_bug", On(13, 9), course), On(15, 10));
        Assert.Equal((CaseState.Responded, On(17, 17), 8 * Hour, 9 * Hour), (open.State, open.ResolveBy, open.Clock("resolve").PausedUs, open.Clock("resolve").ElapsedUs));

        CaseRating done = Rate(Software, new CaseFacts("C-1", "P1", "major_bug", On(13, 9), [.. course, Event(CaseEventKind.Resolved, On(17, 17))]));
        Assert.Equal((true, 0), (done.ResolveMet, done.Clock("resolve").RemainingUs));

        // As known on the first evening it was resolved in time.
        Assert.Equal(CaseState.Resolved, Rate(Software, new CaseFacts("C-1", "P1", "major_bug", On(13, 9), course), On(13, 18)).State);
    }

    [Fact]
    public void A_case_resolved_in_time_and_re_opened_can_still_be_late()
    {
        CaseFacts facts = Inaccessible(
            On(13, 9),
            Event(CaseEventKind.Resolved, On(13, 16)),
            Event(CaseEventKind.Reopened, On(14, 10)),
            Event(CaseEventKind.Resolved, On(14, 12)));
        CaseRating rating = Rate(Software, facts);
        Assert.Equal((On(14, 11), false), (rating.ResolveBy, rating.ResolveMet));
        Assert.True(Rate(Software, facts, On(14, 9)).ResolveMet);
    }

    [Fact]
    public void Second_resolutions_and_idle_re_openings_change_nothing()
    {
        CaseRating rating = Rate(Software, Inaccessible(
            On(13, 9),
            Event(CaseEventKind.Reopened, On(13, 10)),
            Event(CaseEventKind.Resolved, On(13, 11)),
            Event(CaseEventKind.Waiting, On(13, 12)),
            Event(CaseEventKind.Resolved, On(13, 18))));
        Assert.Equal((CaseState.Resolved, On(13, 17), true, 2 * Hour), (rating.State, rating.ResolveBy, rating.ResolveMet, rating.Clock("resolve").ElapsedUs));
    }

    /// <summary>Waiting from 10:00, answered with the response at 12:00: the respond clock stops in the pause, with three hours left at noon.</summary>
    [Fact]
    public void A_response_in_a_pause_is_in_time()
    {
        CaseRating rating = Rate(Software, Inaccessible(On(13, 9), Event(CaseEventKind.Waiting, On(13, 10)), Event(CaseEventKind.Responded, On(13, 12))), On(20, 9));
        Assert.Equal((true, On(13, 15)), (rating.RespondMet, rating.RespondBy));
        Assert.Null(rating.ResolveBy);
    }

    [Fact]
    public void A_target_of_no_time_is_due_at_once()
    {
        CaseTerms terms = new([new CaseLevel("x", null, "X", new CaseTarget(0, "1"), null, null, true, false)], SeverityChangePolicy.NeverLater, CaseTimeBasis.WorkingHours);
        CaseFacts facts = Case("x", On(18, 3), Event(CaseEventKind.Waiting, On(18, 3)));
        Assert.Equal(On(18, 3), Rate(terms, facts).RespondBy);
        Assert.Single(Rate(terms, facts).Clocks);
    }

    [Fact]
    public void A_target_that_no_ten_years_hold_is_refused()
    {
        WorkCalendar never = new(Dubai.Zone, Enumerable.Range(1, 7).Select(day => (NodaTime.IsoDayOfWeek)day), [], 540, 1020);
        Assert.Throws<InvalidOperationException>(() => CaseRater.Rate(Software, Inaccessible(On(13, 9)), never, null));
        Assert.NotNull(CaseRater.Rate(Support, Case("1", On(13, 9)), never, null).ResolveBy);
    }

    private static CaseFacts Paused(UtcInstant reported, UtcInstant from, UtcInstant to) =>
        Inaccessible(reported, Event(CaseEventKind.Waiting, from), Event(CaseEventKind.Resumed, to));
}
