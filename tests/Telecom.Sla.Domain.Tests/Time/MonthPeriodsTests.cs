using NodaTime;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Time;

public sealed class MonthPeriodsTests
{
    [Theory]
    [InlineData("UTC", "2026-02", 28 * 24 * 60)]
    [InlineData("UTC", "2028-02", 29 * 24 * 60)]
    [InlineData("UTC", "2026-03", 31 * 24 * 60)]
    [InlineData("Europe/Berlin", "2026-03", 743 * 60)]
    [InlineData("Europe/Berlin", "2026-10", 745 * 60)]
    [InlineData("Europe/Berlin", "2026-06", 720 * 60)]
    [InlineData("Australia/Lord_Howe", "2026-04", (720 * 60) + 30)]
    [InlineData("Australia/Lord_Howe", "2026-10", (744 * 60) - 30)]
    [InlineData("Asia/Singapore", "2026-10", 744 * 60)]
    public void A_month_has_its_real_length(string zone, string month, long minutes) =>
        Assert.Equal(minutes * UtcInstant.PerMinute, MonthPeriods.Month(month, Zone(zone)).Length);

    [Theory]
    [InlineData("UTC", "2026-11", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04", "2026-03-31T13:00:00Z", "2026-04-30T13:30:00Z")]
    public void A_month_begins_and_ends_at_local_midnight(string zone, string month, string start, string end)
    {
        TimeRange range = MonthPeriods.Month(month, Zone(zone));
        Assert.Equal(start, range.Start.ToString());
        Assert.Equal(end, range.End.ToString());
    }

    [Fact]
    public void A_month_begins_with_its_first_instant_where_the_clocks_skip_midnight()
    {
        // Paraguay's clocks went from 23:59:59 on 30 September 1989 to 01:00 on 1 October.
        TimeRange october = MonthPeriods.Month("1989-10", Zone("America/Asuncion"));
        Assert.Equal("1989-10-01T04:00:00Z", october.Start.ToString());
        Assert.Equal(((31 * 24) - 1) * UtcInstant.PerHour, october.Length);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("America/Asuncion")]
    [InlineData("Asia/Dubai")]
    public void Months_tile_time_and_each_instant_names_its_month(string name)
    {
        DateTimeZone zone = Zone(name);
        TimeRange month = MonthPeriods.Month("1988-01", zone);
        for (int i = 0; i < 480; i++)
        {
            Assert.Equal(month, MonthPeriods.Month(MonthPeriods.Text(month.Start, zone), zone));
            Assert.Equal(month, MonthPeriods.Month(month.End.Plus(-1), zone));
            TimeRange next = MonthPeriods.Month(month.End, zone);
            Assert.Equal(month.End, next.Start);
            month = next;
        }

        Assert.Equal("2028-01", MonthPeriods.Text(month.Start, zone));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-1")]
    [InlineData("2026-13")]
    [InlineData("2026-00")]
    [InlineData("1969-12")]
    [InlineData("9999-01")]
    [InlineData("2026/11")]
    [InlineData("2026-11-01")]
    [InlineData("-026-11")]
    [InlineData(" 026-11")]
    public void Anything_else_is_no_month(string? text) => Assert.False(MonthPeriods.TryMonth(text, DateTimeZone.Utc, out _));

    [Fact]
    public void A_wrong_month_names_what_is_allowed() =>
        Assert.Contains("YYYY-MM", Assert.Throws<FormatException>(() => MonthPeriods.Month("November", DateTimeZone.Utc)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_zone_is_not_found()
    {
        Assert.False(MonthPeriods.TryFindZone("Mars/Olympus_Mons", out _));
        Assert.False(MonthPeriods.TryFindZone(null, out _));
    }

    private static DateTimeZone Zone(string id) => MonthPeriods.TryFindZone(id, out DateTimeZone? zone) ? zone : throw new InvalidOperationException(id);
}
