using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Cases.CaseFixture;

namespace Telecom.Sla.Domain.Tests.Cases;

/// <summary>Changes of severity, agreed times and acceptance, worked by hand.</summary>
public sealed class CaseSeverityTests
{
    /// <summary>
    /// Reported Monday 08:00. Level 3: 20:00. Raised to 1: no later than 20:00. Lowered to 2: 72 h, Thursday 08:00. Raised to 1 again:
    /// 24 h from the report, or from 11:00 under the reading that counts from the change.
    /// </summary>
    [Theory]
    [InlineData(SeverityChangePolicy.NeverLater, 1, 13, 20)]
    [InlineData(SeverityChangePolicy.NeverLater, 2, 16, 8)]
    [InlineData(SeverityChangePolicy.NeverLater, 3, 14, 8)]
    [InlineData(SeverityChangePolicy.FromReport, 1, 14, 8)]
    [InlineData(SeverityChangePolicy.FromReport, 2, 16, 8)]
    [InlineData(SeverityChangePolicy.FromReport, 3, 14, 8)]
    [InlineData(SeverityChangePolicy.FromChange, 1, 14, 9)]
    [InlineData(SeverityChangePolicy.FromChange, 2, 16, 10)]
    [InlineData(SeverityChangePolicy.FromChange, 3, 14, 11)]
    public void Three_changes_of_severity(SeverityChangePolicy policy, int changes, int day, int hour)
    {
        CaseEvent[] all = [Change(On(13, 9), "1"), Change(On(13, 10), "2"), Change(On(13, 11), "1")];
        Assert.Equal(On(day, hour), Rate(Support with { SeverityChange = policy }, Case("3", On(13, 8), all[..changes])).ResolveBy);
    }

    [Theory]
    [InlineData("2", "1", 15)]
    [InlineData("3", "2", 30)]
    [InlineData("1", "2", 30)]
    public void A_change_before_the_response_moves_its_deadline(string from, string to, int minutes) =>
        Assert.Equal(On(13, 9, minutes), Rate(Support, Case(from, On(13, 9), Change(On(13, 9, 10), to))).RespondBy);

    [Fact]
    public void A_change_after_the_response_leaves_it_alone()
    {
        CaseFacts facts = Case("2", On(13, 9), Event(CaseEventKind.Acknowledged, On(13, 9, 20)), Change(On(13, 9, 21), "1"));
        Assert.Equal((On(13, 9, 30), true), (Rate(Support, facts).RespondBy, Rate(Support, facts).RespondMet));
    }

    [Fact]
    public void A_change_after_the_resolution_leaves_it_alone_until_the_case_is_re_opened()
    {
        CaseFacts resolved = Case("2", On(13, 9), Event(CaseEventKind.Resolved, On(15, 9)), Change(On(15, 10), "1"));
        Assert.Equal((On(16, 9), true), (Rate(Support, resolved).ResolveBy, Rate(Support, resolved).ResolveMet));

        // Two hours between resolution and re-opening do not count: 24 h from Monday 09:00 were over on Tuesday.
        CaseFacts reopened = resolved with { Events = [.. resolved.Events, Event(CaseEventKind.Reopened, On(15, 11))] };
        Assert.Equal((On(14, 9), false), (Rate(Support, reopened, On(15, 11)).ResolveBy, Rate(Support, reopened, On(15, 11)).ResolveMet));
    }

    [Fact]
    public void The_same_severity_again_is_no_change()
    {
        CaseTerms fromChange = Support with { SeverityChange = SeverityChangePolicy.FromChange };
        Assert.Equal(On(14, 9), Rate(fromChange, Case("1", On(13, 9), Change(On(13, 20), "1"))).ResolveBy);
    }

    /// <summary>Another cause is another row: 8 hours in all become 32, or stay 8 when the case came from a row further down.</summary>
    [Fact]
    public void A_cause_alone_can_change()
    {
        CaseEvent major = new(On(13, 10), CaseEventKind.SeverityChanged, null, "major_bug");
        Assert.Equal(On(16, 17), Rate(Software, Inaccessible(On(13, 9), major)).ResolveBy);

        CaseEvent inaccessible = new(On(13, 10), CaseEventKind.SeverityChanged, null, "system_inaccessible");
        Assert.Equal(On(13, 17), Rate(Software, new CaseFacts("C-1", "P1", "major_bug", On(13, 9), [inaccessible])).ResolveBy);
    }

    /// <summary>
    /// P1 waits from 10:00; at 12:00 it becomes P2, which does not pause. One of 80 hours is used by then; 5 on Monday and 72 on nine days
    /// leave two for Monday 27.
    /// </summary>
    [Fact]
    public void A_wait_pauses_only_while_the_level_does()
    {
        CaseRating rating = Rate(Software, Inaccessible(On(13, 9), Event(CaseEventKind.Waiting, On(13, 10)), Change(On(13, 12), "P2")));
        Assert.Equal((On(27, 11), 0), (rating.RespondBy, rating.Clock("respond").PausedUs - (2 * Hour)));
        Assert.Equal(CaseState.Waiting, rating.State);
    }

    /// <summary>Eighty hours are ten days: from the acceptance on Monday morning to Friday of the next week.</summary>
    [Fact]
    public void A_planned_case_starts_with_its_acceptance()
    {
        CaseRating rating = Rate(Software, Case("P2", On(8, 9), Event(CaseEventKind.Accepted, On(13, 9)), Event(CaseEventKind.Accepted, On(14, 9))));
        Assert.Equal((On(13, 9), On(24, 17)), (rating.Clock("respond").Started, rating.RespondBy));
        Assert.Equal((null, null, null, null), (rating.FixBy, rating.ResolveBy, rating.ResolveMet, rating.Clock("resolve").RemainingUs));
        Assert.Equal("12.3", rating.Clock("resolve").Clause);
        Assert.Empty(rating.Assumptions);
    }

    [Fact]
    public void A_planned_case_that_was_not_examined_runs_from_the_report()
    {
        CaseRating rating = Rate(Software, Case("P2", On(13, 9)));
        Assert.Equal(On(24, 17), rating.RespondBy);
        Assert.Contains("Acceptance was not examined", Assert.Single(rating.Assumptions), StringComparison.Ordinal);
    }

    [Fact]
    public void A_declined_case_has_no_clock()
    {
        CaseFacts facts = Case("P2", On(8, 9), Event(CaseEventKind.Accepted, On(9, 9)), Event(CaseEventKind.Declined, On(10, 9)));
        CaseRating rating = Rate(Software, facts, On(30, 9));
        Assert.Equal((CaseState.Declined, 0), (rating.State, rating.Clocks.Count));
        Assert.Equal((null, null), (rating.RespondBy, rating.RespondMet));
        Assert.Equal(CaseState.Open, Rate(Software, facts, On(10, 9).Plus(-1)).State);

        // A level that needs no acceptance cannot be declined: raised to P1, 8 hours run from the report.
        CaseRating raised = Rate(Software, facts with { Events = [.. facts.Events, Change(On(13, 9), "P1", "system_inaccessible")] });
        Assert.Equal((CaseState.Open, On(8, 17)), (raised.State, raised.ResolveBy));
    }

    [Fact]
    public void An_agreed_time_is_the_deadline_of_fix_and_resolution()
    {
        CaseFacts Facts(UtcInstant resolved) => Case(
            "P2", On(8, 9), Event(CaseEventKind.Accepted, On(8, 9)), Event(CaseEventKind.Responded, On(9, 9)), Event(CaseEventKind.Agreed, On(9, 10), On(28, 12)), Event(CaseEventKind.Resolved, resolved));
        CaseRating inTime = Rate(Software, Facts(On(28, 12)));
        Assert.Equal((On(28, 12), On(28, 12), true, true), (inTime.FixBy, inTime.ResolveBy, inTime.FixMet, inTime.ResolveMet));
        Assert.Null(inTime.Clock("resolve").TargetUs);
        CaseRating late = Rate(Software, Facts(On(29, 10)));
        Assert.Equal((false, -6 * Hour), (late.ResolveMet, late.Clock("resolve").RemainingUs));
    }

    [Fact]
    public void The_latest_agreement_counts_and_one_after_the_resolution_does_not()
    {
        CaseFacts facts = Case(
            "P3",
            On(8, 9),
            Event(CaseEventKind.Agreed, On(9, 10), On(20, 12)),
            Event(CaseEventKind.Agreed, On(10, 10), On(24, 12)),
            Event(CaseEventKind.Resolved, On(27, 9)),
            Event(CaseEventKind.Agreed, On(28, 10), On(30, 12)));
        Assert.Equal((On(24, 12), false), (Rate(Software, facts).ResolveBy, Rate(Software, facts).ResolveMet));
        Assert.Equal(On(20, 12), Rate(Software, facts, On(10, 9)).ResolveBy);
    }

    [Fact]
    public void A_resolution_without_an_agreed_time_is_neither_met_nor_missed()
    {
        CaseRating rating = Rate(Software, Case("P2", On(8, 9), Event(CaseEventKind.Accepted, On(8, 9)), Event(CaseEventKind.Resolved, On(9, 9))));
        Assert.Equal((CaseState.Resolved, true, null), (rating.State, rating.RespondMet, rating.ResolveMet));
        Assert.Contains("without a deadline", rating.Clock("resolve").Why, StringComparison.Ordinal);
    }

    /// <summary>Raised on Monday 13:00 after a report at 09:00: eight hours from the report end at 17:00.</summary>
    [Theory]
    [InlineData(13, 15, 13, 15)]
    [InlineData(14, 12, 13, 17)]
    public void Raised_from_an_agreed_time_the_earlier_counts(int agreedDay, int agreedHour, int day, int hour)
    {
        CaseFacts facts = Case("P2", On(13, 9), Event(CaseEventKind.Agreed, On(13, 10), On(agreedDay, agreedHour)), Change(On(13, 13), "P1", "system_inaccessible"));
        Assert.Equal(On(day, hour), Rate(Software, facts).ResolveBy);
        Assert.Equal(On(13, 17), Rate(Software with { SeverityChange = SeverityChangePolicy.FromReport }, facts).ResolveBy);
    }

    [Fact]
    public void An_agreed_time_has_no_say_where_the_contract_has_a_target()
    {
        CaseFacts facts = Inaccessible(On(13, 9), Event(CaseEventKind.Agreed, On(13, 10), On(24, 9)));
        Assert.Equal(On(13, 17), Rate(Software, facts).ResolveBy);

        // Lowered to a level that leaves it to the parties, what they agreed on counts.
        Assert.Equal(On(24, 9), Rate(Software, facts with { Events = [.. facts.Events, Change(On(13, 11), "P2")] }).ResolveBy);
    }
}
