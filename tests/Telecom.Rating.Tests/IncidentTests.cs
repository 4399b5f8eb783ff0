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
