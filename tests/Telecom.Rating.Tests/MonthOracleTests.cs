using NodaTime;
using Telecom.Rating.Tests.Drawn;
using Telecom.Rating.Tests.Oracle;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests;

/// <summary>
/// Every month of five years in five zones, each with its drawn outages, maintenance and exclusions, against walking it: every second in
/// the full proofs and for a drawn third of the months otherwise, from boundary to boundary for the rest.
/// </summary>
public sealed class MonthOracleTests
{
    [Theory]
    [InlineData("Asia/Kolkata")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Dubai")]
    public void Every_month_from_2024_to_2028_is_what_walking_it_gives(string zone)
    {
        DateTimeZone local = TestTerms.Zone(zone);
        int walked = 0;
        long seconds = 0;
        for (int month = 0; month < 60; month++)
        {
            YearMonth own = new YearMonth(2024, 1).PlusMonths(month);
            Random random = Proofs.Numbers(zone.Length, month);
            RatedCase drawn = CaseDraw.Month(random, (Shape)random.Next(4), zone, own);

            // The three kinds of service time in turn, each month with another one than the month before.
            RatingTerms terms = drawn.Terms with { Availability = drawn.Terms.Availability! with { ServiceTime = (ServiceTimeKind)(1 + (month % 3)) } };
            drawn = drawn with { Agreement = TestTerms.Agreement(terms) };
            bool everySecond = Proofs.Full || random.Next(3) == 0;
            walked += everySecond ? 1 : 0;
            string expected = SlowRating.Rate(drawn.Agreement, drawn.Facts, everySecond);
            Statement statement = StatementRater.Rate(drawn.Agreement, drawn.Facts);
            string actual = Answer.Of(statement);
            Assert.True(expected == actual, $"TELECOM_SEED={Proofs.Seed}, {own} in {zone}: {Answer.Difference(expected, actual)}\n{drawn}");
            seconds += statement.Periods[0].TotalUs / UtcInstant.PerSecond;
        }

        // The months tile the five years: from local midnight of 2024-01-01 to that of 2029-01-01.
        Duration years = local.AtStartOfDay(new LocalDate(2029, 1, 1)).ToInstant() - local.AtStartOfDay(new LocalDate(2024, 1, 1)).ToInstant();
        Assert.Equal((long)years.TotalSeconds, seconds);
        Proofs.Report($"rating-months-{zone.Replace('/', '-')}", $"60 months of 2024 to 2028 in {zone}: {walked} walked second by second, the rest from boundary to boundary");
    }

    [Theory]
    [InlineData("Europe/Berlin", 2026, 3, 743 * 60)]
    [InlineData("Europe/Berlin", 2026, 10, 745 * 60)]
    [InlineData("America/New_York", 2026, 3, 743 * 60)]
    [InlineData("America/New_York", 2026, 11, 721 * 60)]
    [InlineData("Australia/Lord_Howe", 2026, 4, (720 * 60) + 30)]
    [InlineData("Australia/Lord_Howe", 2026, 10, (744 * 60) - 30)]
    [InlineData("Asia/Kolkata", 2024, 2, 696 * 60)]
    [InlineData("Asia/Dubai", 2027, 2, 672 * 60)]
    public void A_month_has_its_real_length(string zone, int year, int month, int minutes)
    {
        RatingFacts facts = new() { Periods = [PeriodRequest.OfMonth(year, month)] };
        Assert.Equal(minutes * UtcInstant.PerMinute, StatementRater.Rate(TestTerms.Agreement(TestTerms.Of(Shape.Rate, zone)), facts).Periods[0].ServiceUs);
    }
}
