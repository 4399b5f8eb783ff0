using NodaTime;
using Telecom.Rating.Tests.Drawn;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests;

/// <summary>Hand-worked cases that the slow rating brought to light. 10 June 2026 is a Wednesday.</summary>
public sealed class IncidentTests
{
    private static readonly UtcInstant Midnight = UtcInstant.From(Instant.FromUtc(2026, 6, 10, 0, 0));
    private static readonly TimeRange TheDay = Hours(0, 24);

    [Fact]
    public void An_outage_that_goes_on_after_the_period_qualifies_by_all_that_is_known_of_it()
    {
        // From 23:20 on, still down at noon of the next day: more than an hour, of which 40 min are on 10 June.
        RatingFacts facts = Facts(TheDay, Outage(Midnight.Plus((23 * TestTerms.Hour) + (20 * TestTerms.Minute)), null)) with { AsOf = Midnight.Plus(36 * TestTerms.Hour) };

        CreditStatement credit = Credit(facts);

        Assert.Equal([new LocalDate(2026, 6, 10)], credit.Days);
        Assert.Equal(50m, credit.Amount);
    }

    [Fact]
    public void Outages_that_overlap_before_the_period_are_one_incident_with_the_one_that_reaches_into_it()
    {
        // 22:00 to 23:55 and 23:50 to 00:35: 155 min, of which 35 are on 10 June. The second alone has 45.
        RatingFacts facts = Facts(TheDay, Outage(Minutes(-120), Minutes(-5)), Outage(Minutes(-10), Minutes(35)));

        Assert.Equal([new LocalDate(2026, 6, 10)], Credit(facts).Days);
    }

    [Fact]
    public void Days_before_the_subscription_earn_nothing()
    {
        RatingFacts facts = Facts(Hours(-24, 24), Outage(Midnight.Plus(-14 * TestTerms.Hour), Midnight.Plus(14 * TestTerms.Hour))) with { SubscriptionStart = Midnight };

        Assert.Equal([new LocalDate(2026, 6, 10)], Credit(facts).Days);
    }

    [Fact]
    public void An_exclusion_of_outage_time_alone_says_nothing_about_time_without_an_outage()
    {
        // Excluded 10:00 to 12:00, unmeasured 11:00 to 13:00, no outage: 2 of 24 h are unmeasured.
        RatingFacts facts = Facts(TheDay) with
        {
            Exclusions = [new ExclusionFacts(Hours(10, 12), "leaves_downtime_outage")],
            Unmeasured = TimeSet.Of(Hours(11, 13)),
        };

        PeriodStatement rated = StatementRater.Rate(TestTerms.Agreement(TestTerms.Of(Shape.Rate, "UTC")), facts).Periods.Single();

        Assert.Equal(new Ratio(22, 24), rated.Coverage);
    }

    [Theory]
    [InlineData((int)Comparator.Greater, 60, 0)]
    [InlineData((int)Comparator.Greater, 61, 1)]
    [InlineData((int)Comparator.GreaterOrEqual, 59, 0)]
    [InlineData((int)Comparator.GreaterOrEqual, 60, 1)]
    public void An_incident_qualifies_from_exactly_its_length_on(int comparator, int minutes, int days)
    {
        RatingTerms terms = TestTerms.Of(Shape.CreditDays, "UTC");
        terms = terms with { Credit = (DayCreditTerms)terms.Credit! with { Qualifies = (Comparator)comparator, QualifyingUs = TestTerms.Hour } };

        Statement rated = StatementRater.Rate(TestTerms.Agreement(terms), Facts(TheDay, Outage(Minutes(600), Minutes(600 + minutes))));

        Assert.Equal(days, rated.Periods.Single().Credit!.Days.Count);
    }

    [Theory]
    [InlineData(29, 0)]
    [InlineData(30, 1)]
    public void A_day_is_earned_from_exactly_its_consecutive_minutes_on(int minutesOnDay, int days) =>
        Assert.Equal(days, Credit(Facts(TheDay, Outage(Minutes(-120), Minutes(minutesOnDay)))).Days.Count);

    /// <summary>The rows are [99, 99.8) and [0, 99); a target that minutes miss can be reached by the percentage: then the highest row holds.</summary>
    [Theory]
    [InlineData("98.9999", 25)]
    [InlineData("99", 10)]
    [InlineData("99.7999", 10)]
    [InlineData("99.8", 10)]
    [InlineData("99.9", 10)]
    public void A_row_holds_from_its_lower_bound_on_and_the_highest_above_all(string reached, int percent)
    {
        TierCreditTerms terms = (TierCreditTerms)TestTerms.Of(Shape.CycleTiers, "UTC").Credit!;

        Assert.Equal(Ratio.Percent(percent), TierSchedule.Share(terms, null, TestTerms.Percent(reached)).Share);
    }

    [Fact]
    public void A_gap_in_a_table_has_no_rate_and_an_empty_table_neither()
    {
        TierCreditTerms gap = new([new CreditTier(Ratio.Percent(99), Ratio.One, Ratio.Percent(10)), new CreditTier(Ratio.Zero, Ratio.Percent(50), Ratio.Percent(25))])
        {
            Basis = CreditBasis.Creditable,
            Clause = "3",
        };

        Assert.Equal((true, null), (TierSchedule.Share(gap, null, Ratio.Percent(50)).Triggered, TierSchedule.Share(gap, null, Ratio.Percent(50)).Share));
        Assert.Equal(Ratio.Percent(25), TierSchedule.Share(gap, null, new Ratio(4999, 10000)).Share);
        Assert.Equal((true, null), (TierSchedule.Share(gap, [], Ratio.Percent(99)).Triggered, TierSchedule.Share(gap, [], Ratio.Percent(99)).Share));
    }

    [Fact]
    public void A_block_of_exactly_its_length_earns_the_day_that_it_starts_on()
    {
        // 23:30 to 00:30: one block on either side of midnight, of which the second starts on the 11th.
        RatingTerms terms = TestTerms.Of(Shape.CreditDays, "UTC");
        terms = terms with { Credit = (DayCreditTerms)terms.Credit! with { Rule = DayRule.BlockStart, QualifyingUs = 0, ConsecutiveUs = 30 * TestTerms.Minute } };

        Statement rated = StatementRater.Rate(TestTerms.Agreement(terms), Facts(Hours(0, 48), Outage(Minutes((23 * 60) + 30), Minutes((24 * 60) + 30))));

        Assert.Equal([new LocalDate(2026, 6, 10), new LocalDate(2026, 6, 11)], rated.Periods.Single().Credit!.Days);
    }

    [Fact]
    public void What_is_recorded_at_the_instant_of_the_rating_is_known()
    {
        RatingFacts Recorded(UtcInstant at) => Facts(TheDay, Outage(Minutes(60), Minutes(180)) with { RecordedAt = at }) with { AsOf = Midnight.Plus(24 * TestTerms.Hour) };

        Assert.Single(Credit(Recorded(Midnight.Plus(24 * TestTerms.Hour))).Days);
        Assert.Empty(Credit(Recorded(Midnight.Plus(24 * TestTerms.Hour).Plus(1))).Days);
    }

    [Fact]
    public void Disagreement_is_what_one_source_saw_and_the_other_did_not()
    {
        RatingTerms terms = TestTerms.Of(Shape.Rate, "UTC");
        terms = terms with { Availability = terms.Availability! with { SourceOfRecord = "prober" } };
        OutageFacts record = new(Minutes(60), Minutes(120)) { Source = "prober" };

        TimeSet Disagreement(params OutageFacts[] outages) => StatementRater.Rate(TestTerms.Agreement(terms), Facts(TheDay, outages)).Periods.Single().Disagreement;

        Assert.Equal(
            TimeSet.Of(new TimeRange(Minutes(60), Minutes(90)), new TimeRange(Minutes(120), Minutes(150))),
            Disagreement(record, new OutageFacts(Minutes(90), Minutes(150)) { Source = "agents" }));
        Assert.True(Disagreement(record).IsEmpty);
    }

    [Fact]
    public void Credits_of_a_year_add_up_to_the_right_and_instalments_name_the_months_that_follow()
    {
        Assert.Equal(
            [(new Ratio(1, 10), false), (new Ratio(2, 10), false), (new Ratio(25, 100), true)],
            CancellationRight.After(Ratio.Percent(25), 100m, [10m, 10m, 5m]));
        InstalmentCreditTerms terms = (InstalmentCreditTerms)TestTerms.Of(Shape.Instalments, "UTC").Credit!;
        IReadOnlyList<ScheduledAmount> unknown = InstalmentSchedule.OfMissedMonth(terms, null, 2, months => $"+{months}");
        Assert.Equal(Enumerable.Range(1, terms.Instalments.Count).Select(month => $"+{month}"), unknown.Select(part => part.InvoiceMonth));
        Assert.All(unknown, part => Assert.Null(part.Amount));
    }

    private static CreditStatement Credit(RatingFacts facts) => StatementRater.Rate(TestTerms.Agreement(TestTerms.Of(Shape.CreditDays, "UTC")), facts).Periods.Single().Credit!;

    private static RatingFacts Facts(TimeRange period, params OutageFacts[] outages) => new()
    {
        Periods = [PeriodRequest.Of(period)],
        Charges = [new ChargeFacts("service", 1000m, true, true)],
        Outages = outages,
    };

    private static OutageFacts Outage(UtcInstant from, UtcInstant? to) => new(from, to) { RecognisedAt = from, NoticeAt = from };

    private static UtcInstant Minutes(int minutes) => Midnight.Plus(minutes * TestTerms.Minute);

    private static TimeRange Hours(int from, int to) => new(Midnight.Plus(from * TestTerms.Hour), Midnight.Plus(to * TestTerms.Hour));
}
