using NodaTime;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Calendars.CalendarFixture;

namespace Telecom.Sla.Domain.Tests.Calendars;

public sealed class CalendarPeriodsTests
{
    [Theory]
    [InlineData("UTC", 2026, 365 * 24)]
    [InlineData("UTC", 2028, 366 * 24)]
    [InlineData("Europe/Berlin", 2026, 365 * 24)]
    [InlineData("Australia/Lord_Howe", 2026, 365 * 24)]
    [InlineData("Pacific/Apia", 2011, 364 * 24)]
    public void A_year_has_its_real_length_and_its_months_tile_it(string zone, int year, long hours)
    {
        TimeRange whole = CalendarPeriods.Year(year, Zone(zone));
        IReadOnlyList<TimeRange> months = CalendarPeriods.Months(year, Zone(zone));
        Assert.Equal(hours * UtcInstant.PerHour, whole.Length);
        Assert.Equal(12, months.Count);
        Assert.Equal(whole, Assert.Single(TimeSet.Of(months).Ranges));
        Assert.Equal(MonthPeriods.Month(months[6].Start, Zone(zone)), months[6]);
    }

    [Theory]
    [InlineData(31, "UTC", "2026-02-15T00:00:00Z", "2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData(31, "UTC", "2026-02-27T23:59:59Z", "2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData(31, "UTC", "2026-02-28T00:00:00Z", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z")]
    [InlineData(31, "UTC", "2026-03-30T23:59:59Z", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z")]
    [InlineData(31, "UTC", "2026-04-30T12:00:00Z", "2026-04-30T00:00:00Z", "2026-05-31T00:00:00Z")]
    [InlineData(30, "UTC", "2028-02-29T00:00:00Z", "2028-02-29T00:00:00Z", "2028-03-30T00:00:00Z")]
    [InlineData(15, "UTC", "2026-01-03T00:00:00Z", "2025-12-15T00:00:00Z", "2026-01-15T00:00:00Z")]
    [InlineData(15, "America/New_York", "2026-03-01T00:00:00Z", "2026-02-15T05:00:00Z", "2026-03-15T04:00:00Z")]
    [InlineData(1, "Asia/Kolkata", "2026-03-31T18:30:00Z", "2026-03-31T18:30:00Z", "2026-04-30T18:30:00Z")]
    [InlineData(30, "Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z", "2012-01-29T10:00:00Z")]
    public void A_billing_cycle_begins_on_its_anchor_or_the_last_day_of_a_shorter_month(int anchor, string zone, string at, string start, string end) =>
        Assert.Equal(Range(start, end), CalendarPeriods.BillingCycle(anchor, At(at), Zone(zone)));

    [Fact]
    public void Billing_cycles_tile_time_and_every_instant_finds_its_own() =>
        Seeds.ForEach(60, random =>
        {
            string[] zones = ["UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia"];
            DateTimeZone zone = Zone(zones[random.Next(zones.Length)]);
            int anchor = random.Next(1, 32);
            TimeRange cycle = CalendarPeriods.BillingCycle(anchor, At("2008-01-20T00:00:00Z").Plus(random.NextInt64(UtcInstant.PerDay * 4000)), zone);
            for (int i = 0; i < 14; i++)
            {
                int first = cycle.Start.ToInstant().InZone(zone).Day;
                Assert.True(first == anchor || first == LastDay(cycle.Start, zone) || anchor == 30 && first == 31);
                Assert.InRange(cycle.Length, 27 * UtcInstant.PerDay, 32 * UtcInstant.PerDay);
                Assert.Equal(cycle, CalendarPeriods.BillingCycle(anchor, cycle.Start.Plus(random.NextInt64(cycle.Length)), zone));
                Assert.Equal(cycle, CalendarPeriods.BillingCycle(anchor, cycle.End.Plus(-1), zone));
                TimeRange next = CalendarPeriods.BillingCycle(anchor, cycle.End, zone);
                Assert.Equal(cycle.End, next.Start);
                cycle = next;
            }
        });

    [Fact]
    public void A_rolling_window_ends_at_its_instant()
    {
        Assert.Equal(Range("2026-03-01T12:00:00Z", "2026-03-31T12:00:00Z"), CalendarPeriods.Rolling(At("2026-03-31T12:00:00Z"), 30 * UtcInstant.PerDay));
        Assert.True(CalendarPeriods.Rolling(At("2026-03-31T12:00:00Z"), 0).IsEmpty);
        Assert.Throws<ArgumentOutOfRangeException>(() => CalendarPeriods.Rolling(default, -1));
    }

    [Fact]
    public void Other_anchors_and_years_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CalendarPeriods.BillingCycle(0, default, DateTimeZone.Utc));
        Assert.Throws<ArgumentOutOfRangeException>(() => CalendarPeriods.BillingCycle(32, default, DateTimeZone.Utc));
        Assert.Throws<ArgumentOutOfRangeException>(() => CalendarPeriods.Year(1969, DateTimeZone.Utc));
        Assert.Throws<ArgumentOutOfRangeException>(() => CalendarPeriods.Year(9998, DateTimeZone.Utc));
    }

    private static int LastDay(UtcInstant at, DateTimeZone zone) => DateAdjusters.EndOfMonth(at.ToInstant().InZone(zone).Date).Day;
}
