using System.Globalization;
using NodaTime;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Tests;

public sealed class InfopromoTests
{
    private static readonly ContractDocument Document = Loaded();

    [Fact]
    public void The_document_loads_and_its_examples_hold()
    {
        Assert.Equal("infopromo", Document.Id);
        Assert.Equal("Infopromo Communications", Document.Provider);
        Assert.Equal(DateTimeZone.Utc, Document.Zone);
        Assert.True(Document.ExampleCount >= 8);
    }

    [Theory]
    [InlineData("standard", "99.9000")]
    [InlineData("premium", "99.9500")]
    [InlineData("enterprise", "99.9900")]
    public void Each_plan_has_its_target_and_the_shared_rule(string plan, string target)
    {
        PlanTerms terms = Document.Plan(plan)!.Terms()!;
        Assert.Equal(target, PercentText.Of(terms.AvailabilityTarget));
        Assert.Equal((10 * UtcInstant.PerSecond, new Ratio(1, 2), 3), (terms.Availability.IntervalUs, terms.Availability.LossThreshold, terms.Availability.Consecutive));
        Assert.Equal(MissingDataPolicy.Undetermined, terms.MissingData);
        Assert.Equal(
            [
                new PerformanceLimit(MetricKind.Latency, PerformanceStatistic.P95, Comparator.Less, new Ratio(50_000, 1), Ratio.Percent(50), true),
                new PerformanceLimit(MetricKind.Throughput, PerformanceStatistic.ShareAtLeast(100_000_000), Comparator.GreaterOrEqual, Ratio.Percent(95), Ratio.Zero, true),
                new PerformanceLimit(MetricKind.Loss, PerformanceStatistic.LossRatio, Comparator.Less, new Ratio(1, 1000), Ratio.Percent(50), false),
            ],
            terms.Limits);
    }

    [Theory]
    [InlineData("1", "2026-03-29T01:05:00Z", "2026-03-30T00:50:00Z")]
    [InlineData("2", "2026-03-29T01:20:00Z", "2026-04-01T00:50:00Z")]
    [InlineData("3", "2026-03-29T01:20:00Z", "2026-03-29T12:50:00Z")]
    public void Case_clocks_are_elapsed_time_with_the_upper_end_of_ranges(string level, string acknowledge, string resolve)
    {
        UtcInstant reported = UtcInstant.From(new DateTimeOffset(2026, 3, 29, 0, 50, 0, TimeSpan.Zero));
        IReadOnlyList<CaseClock> clocks = Document.Newest.Severity(level)!.Clocks;
        Assert.Equal(["acknowledge", "resolve"], clocks.Select(clock => clock.Name));
        Assert.Equal([acknowledge, resolve], clocks.Select(clock => clock.DueAt(reported).ToString()));
        Assert.All(clocks, clock => Assert.Equal("support", clock.Clause));
    }

    [Fact]
    public void Parameters_say_where_they_come_from()
    {
        ContractPlan premium = Document.Plan("premium")!;
        Assert.Equal((ParameterOrigin.Text, "availability", "Premium Plan: 99.95% uptime"), (premium.AvailabilityTarget!.Origin, premium.AvailabilityTarget.Clause, premium.AvailabilityTarget.Quote));
        Assert.Equal(ParameterOrigin.Provider, premium.Detection!.IntervalUs.Origin);
        Assert.Equal("IP-R4", premium.Performance[2].Statistic.Reading);
        Assert.Equal("IP-R5", Document.Newest.Severity("1")!.Acknowledge.Reading);
    }

    [Fact]
    public void A_version_holds_from_its_first_day()
    {
        UtcInstant first = UtcInstant.From(DateTimeOffset.Parse("2020-01-01T00:00:00Z", CultureInfo.InvariantCulture));
        Assert.Same(Document.Newest, Document.VersionAt(first));
        Assert.Null(Document.VersionAt(first.Plus(-1)));
        Assert.NotNull(Document.Plan("standard", first));
        Assert.Null(Document.Plan("platinum"));
    }

    private static ContractDocument Loaded()
    {
        ContractLoadResult result = ContractFiles.Load(ContractFiles.Infopromo);
        Assert.True(result.IsValid, string.Join(Environment.NewLine, result.Errors));
        return result.Document!;
    }
}
