using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Calendars.CalendarFixture;
using static Telecom.Sla.Domain.Tests.Cases.CaseFixture;

namespace Telecom.Sla.Domain.Tests.Cases;

/// <summary>The worked cases IP-09, IP-12, OM-10a and OM-10b.</summary>
public sealed class CaseWorkedExamplesTests
{
    /// <summary>Ranges bind at their upper end; clocks are elapsed time, also in the night in which Berlin's clocks change.</summary>
    [Theory]
    [InlineData("1", "2026-03-29T01:05:00Z", "2026-03-30T00:50:00Z", false)]
    [InlineData("2", "2026-03-29T01:20:00Z", "2026-04-01T00:50:00Z", true)]
    [InlineData("3", "2026-03-29T01:20:00Z", "2026-03-29T12:50:00Z", true)]
    public void IP_09_elapsed_clocks_include_their_last_instant(string severity, string acknowledgeBy, string resolveBy, bool aSecondLaterIsMet)
    {
        UtcInstant reported = At("2026-03-29T00:50:00Z");
        WorkCalendar berlin = Week("Europe/Berlin");
        foreach ((string at, bool met) in new[] { ("2026-03-29T01:05:00Z", true), ("2026-03-29T01:05:01Z", aSecondLaterIsMet) })
        {
            CaseRating rating = CaseRater.Rate(Support, Case(severity, reported, Event(CaseEventKind.Acknowledged, At(at))), berlin, null);
            Assert.Equal((At(acknowledgeBy), At(resolveBy)), (rating.RespondBy, rating.ResolveBy));
            Assert.Equal(met, rating.RespondMet);
            Assert.Null(rating.ResolveMet);
            Assert.Null(rating.FixBy);
            Assert.Equal(CaseState.Responded, rating.State);
        }
    }

    [Theory]
    [InlineData(SeverityChangePolicy.NeverLater, "2026-05-04T20:00:00Z")]
    [InlineData(SeverityChangePolicy.FromReport, "2026-05-05T08:00:00Z")]
    [InlineData(SeverityChangePolicy.FromChange, "2026-05-05T11:00:00Z")]
    public void IP_12_a_raised_severity_follows_the_reading(SeverityChangePolicy policy, string resolveBy)
    {
        CaseFacts facts = Case("3", At("2026-05-04T08:00:00Z"), Change(At("2026-05-04T11:00:00Z"), "1"));
        Assert.Equal(At(resolveBy), Rate(Support with { SeverityChange = policy }, facts).ResolveBy);
    }

    [Theory]
    [InlineData(CaseTimeBasis.WorkingHours, "2026-04-17T12:00:00+04:00", "2026-04-17T16:00:00+04:00")]
    [InlineData(CaseTimeBasis.Elapsed, "2026-04-16T20:00:00+04:00", "2026-04-17T00:00:00+04:00")]
    public void OM_10a_hours_are_working_hours_or_elapsed_by_the_reading(CaseTimeBasis basis, string respondBy, string resolveBy)
    {
        CaseRating rating = Rate(Software with { TimeBasis = basis }, Inaccessible(On(16, 16)));
        Assert.Equal((At(respondBy), At(resolveBy)), (rating.RespondBy, rating.ResolveBy));
    }

    /// <summary>One hour on Thursday, one on Friday before ten, four after one o'clock, so two are left for Monday.</summary>
    [Fact]
    public void OM_10b_waiting_for_the_client_moves_the_deadline()
    {
        CaseRating rating = Rate(Software, Inaccessible(
            On(16, 16),
            Event(CaseEventKind.Responded, On(17, 9, 30)),
            Event(CaseEventKind.Waiting, On(17, 10)),
            Event(CaseEventKind.Resumed, On(17, 13))));
        Assert.True(rating.RespondMet);
        Assert.Equal(On(20, 11), rating.ResolveBy);
        Assert.Equal(3 * Hour, rating.Clock("resolve").PausedUs);

        // The respond clock stopped before the pause; the fix clock runs half an hour before and three and a half after it.
        Assert.Equal(On(17, 12), rating.RespondBy);
        Assert.Equal(On(17, 16, 30), rating.FixBy);
    }
}
