using System.Globalization;
using Telecom.Contracts.Lint;

namespace Telecom.Contracts.Tests.Lint;

public sealed class MinutesTests
{
    private const string Code = "minutes_do_not_match_percentage";

    [Theory]
    // 0.1 % of 28 to 31 days: 40.32, 41.76, 43.2, 44.64 minutes.
    [InlineData("We guarantee 99.9% uptime, i.e. no more than 43 minutes of downtime per month.", "We guarantee 99.9% uptime, which in a 30-day month is no more than 43 minutes of downtime per month.")]
    [InlineData("Availability: 99.9%\nMaximum downtime: 60 minutes per month", "Availability: 99.9%\nMaximum downtime: the rest of the calendar month")]
    [InlineData("99.95 % availability means at most 30 min/month of outage.", "99.95 % availability in a 30-day month means at most 21.6 min/month of outage.")]
    // 0.1 % of a year: 8.76 hours; 0.01 %: 52.56 minutes.
    [InlineData("Uptime of 99.9% allows for 10 hours of downtime per year.", "Uptime of 99.9% allows for 8.76 hours of downtime per year.")]
    [InlineData("Uptime of 99.99% equals 5 hours of downtime a year.", "Uptime of 99.99% equals 52.56 minutes of downtime a year.")]
    // 0.1 % of a week: 604.8 seconds.
    [InlineData("Uptime of 99.9% allows 15 minutes of downtime per week.", "Uptime of 99.9% allows 10 minutes 5 seconds of downtime per week.")]
    [InlineData("We guarantee 99.5 percent uptime. This means up to four hours of downtime per month.", "We guarantee 99.5 percent uptime. This means up to 3.6 hours of downtime per month of 30 days.")]
    public void Minutes_that_are_not_what_the_percentage_leaves_are_found(string planted, string mended) => Expect.Planted(Code, planted, mended);

    [Theory]
    [InlineData("Uptime is 99.9%. Planned maintenance shall not exceed 4 hours per month.")]
    [InlineData("Below 99.9% the credit is 10%. For example, if the line is unavailable for 90 minutes, you are eligible for 10% of the fee of the month.")]
    [InlineData("Uptime is 99.9% per month; an outage lasting more than 30 minutes is reported.")]
    [InlineData("Uptime of 99.9% corresponds to about 43 minutes of downtime per month.")]
    public void Minutes_of_another_matter_are_let_through(string text) => Expect.Absent(Code, text);

    [Fact]
    public void A_stated_length_of_month_is_checked_by_arithmetic() => Seeds.ForEach(200, random =>
    {
        int days = random.Next(28, 32);
        int thousandths = random.Next(95_000, 99_999);
        // Oracle: (100000 - t) / 100000 of days * 1440 minutes, in hundredths of a minute and exact, as integers.
        long hundredths = (100_000L - thousandths) * days * 1440 * 100;
        long exact = hundredths / 100_000;
        bool roundsUp = hundredths % 100_000 >= 50_000;
        long stated = random.Next(2) == 0 ? exact : exact + random.Next(1, 4);
        string text = string.Create(CultureInfo.InvariantCulture,
            $"Uptime of {thousandths / 1000m:0.000}% in a {days}-day month means no more than {stated / 100m:0.00} minutes of downtime per month.");
        bool fits = stated == exact || (roundsUp && stated == exact + 1);
        Assert.Equal(!fits, TextLinter.Lint(text).Any(finding => finding.Code == Code));
    });
}
