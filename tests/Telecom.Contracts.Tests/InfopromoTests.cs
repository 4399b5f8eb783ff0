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

    [Fact]
    public void Parameters_say_where_they_come_from()
    {
        ContractPlan premium = Document.Plan("premium")!;
        Assert.Equal((ParameterOrigin.Text, "availability", "Premium Plan: 99.95% uptime"), (premium.AvailabilityTarget!.Origin, premium.AvailabilityTarget.Clause, premium.AvailabilityTarget.Quote));
        Assert.Equal(ParameterOrigin.Provider, premium.Detection!.IntervalUs.Origin);
        Assert.Equal("IP-R4", premium.Performance[2].Statistic.Reading);
        Assert.Equal("IP-R5", Document.Parameters.Single(parameter => parameter.Path == "versions[0].cases.levels[0].respond").Reading);
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
