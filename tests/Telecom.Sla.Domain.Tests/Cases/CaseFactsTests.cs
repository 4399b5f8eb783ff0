using Telecom.Sla.Domain.Cases;
using static Telecom.Sla.Domain.Tests.Cases.CaseFixture;

namespace Telecom.Sla.Domain.Tests.Cases;

/// <summary>The instant of the rating, the order of facts, and facts that contradict.</summary>
public sealed class CaseFactsTests
{
    [Fact]
    public void Before_the_report_there_is_no_clock()
    {
        CaseRating rating = Rate(Software, Inaccessible(On(13, 9)), On(13, 9).Plus(-1));
        Assert.Equal((CaseState.NotReported, 0), (rating.State, rating.Clocks.Count));
        Assert.Equal(CaseState.Open, Rate(Software, Inaccessible(On(13, 9)), On(13, 9)).State);
    }

    [Fact]
    public void An_open_clock_is_missed_only_after_its_deadline_and_only_as_of_an_instant()
    {
        CaseFacts facts = Inaccessible(On(13, 9));
        Assert.Null(Rate(Software, facts, On(13, 17)).ResolveMet);
        Assert.False(Rate(Software, facts, On(13, 17).Plus(1)).ResolveMet);
        Assert.Null(Rate(Software, facts).ResolveMet);
    }

    [Fact]
    public void Events_after_the_instant_are_not_looked_at()
    {
        CaseFacts facts = Inaccessible(On(13, 9), Event(CaseEventKind.Responded, On(13, 11)), Change(On(13, 12), "P9"), Event(CaseEventKind.Resolved, On(13, 12)));
        CaseRating rating = Rate(Software, facts, On(13, 11));
        Assert.Equal((CaseState.Responded, true, null), (rating.State, rating.RespondMet, rating.ResolveMet));
        Assert.Equal(CaseState.Open, Rate(Software, facts, On(13, 11).Plus(-1)).State);
        Assert.Throws<ArgumentException>(() => Rate(Software, facts));
    }

    [Fact]
    public void Events_may_come_in_any_order_and_ties_happen_in_the_order_of_the_list()
    {
        CaseEvent question = Event(CaseEventKind.Waiting, On(13, 10));
        CaseEvent answer = Event(CaseEventKind.Resumed, On(13, 12));
        Assert.Equal(On(14, 11), Rate(Software, Inaccessible(On(13, 9), answer, question)).ResolveBy);

        CaseEvent again = Event(CaseEventKind.Waiting, On(13, 12));
        Assert.Equal(CaseState.Waiting, Rate(Software, Inaccessible(On(13, 9), question, answer, again)).State);
        Assert.Equal(CaseState.Open, Rate(Software, Inaccessible(On(13, 9), again, question, answer)).State);
    }

    [Fact]
    public void Everything_wrong_is_reported_at_once()
    {
        CaseFacts facts = new("C-7", "P1", "gremlins", On(13, 9),
        [
            Event(CaseEventKind.Responded, On(13, 8)),
            Change(On(13, 10), "P9"),
            new CaseEvent(On(13, 11), CaseEventKind.SeverityChanged),
            Event(CaseEventKind.Agreed, On(13, 12)),
            Event(CaseEventKind.Agreed, On(13, 13), On(13, 12)),
            new CaseEvent(On(13, 14), (CaseEventKind)77),
        ]);
        string message = Assert.Throws<ArgumentException>(() => Rate(Software, facts)).Message;
        Assert.All(
            ["'C-7'", "'gremlins'", "minor_bug", "Responded at 2026-04-13T04:00:00Z", "before the report", "'P9'", "P1, P2, P3", "neither severity nor cause", "(until)", "before the agreement", "77"],
            part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_severity_with_causes_needs_one_and_keeps_the_one_it_has()
    {
        Assert.Contains("(none)", Assert.Throws<ArgumentException>(() => Rate(Software, Case("P1", On(13, 9)))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Rate(Software, Case("P2", On(13, 9), Change(On(13, 10), "P1"))));
        CaseFacts facts = new("C-1", "P2", "minor_bug", On(13, 9), [Change(On(13, 10), "P1")]);
        Assert.Equal(On(14, 17), Rate(Software, facts).ResolveBy);
    }

    [Fact]
    public void Terms_that_contradict_themselves_are_refused()
    {
        CaseLevel level = new("1", null, "One", new CaseTarget(-5, "1"), null, null, false, false);
        CaseTerms terms = new([level, level with { Respond = null }], (SeverityChangePolicy)9, (CaseTimeBasis)8);
        string message = Assert.Throws<ArgumentException>(() => Rate(terms, Case("1", On(13, 9)))).Message;
        Assert.All(["2 times", "-5 us", "severityChange: 9", "timeBasis: 8"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_explanation_tells_the_course_of_the_case()
    {
        CaseRating rating = Rate(Software, Inaccessible(
            On(16, 16), Event(CaseEventKind.Responded, On(17, 9, 30)), Event(CaseEventKind.Waiting, On(17, 10)), Event(CaseEventKind.Resumed, On(17, 13))), On(17, 14));
        Assert.Equal(
            [
                "Reported 2026-04-16T12:00:00Z as Critical (P1, system_inaccessible).",
                "The clocks stood still from 2026-04-17T06:00:00Z to 2026-04-17T09:00:00Z.",
                "respond: Critical (P1, system_inaccessible): 4 h of working time from the report at 2026-04-16T12:00:00Z: due 2026-04-17T08:00:00Z; done 2026-04-17T05:30:00Z, in time.",
                "fix: Critical (P1, system_inaccessible): 4 h of working time from the response at 2026-04-17T05:30:00Z, with pauses of 3 h of working time: due 2026-04-17T12:30:00Z; open.",
                "resolve: Critical (P1, system_inaccessible): 8 h of working time from the report at 2026-04-16T12:00:00Z, with pauses of 3 h of working time: due 2026-04-20T07:00:00Z; open.",
            ],
            rating.Explanation);
    }
}
