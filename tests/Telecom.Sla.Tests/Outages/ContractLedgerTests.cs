using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Catalog.V1;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Outages;
using Telecom.Sla.Status;

namespace Telecom.Sla.Tests.Outages;

/// <summary>What each agreement counts of the same measured outage.</summary>
public sealed class ContractLedgerTests
{
    private const long Minute = UtcInstant.PerMinute;

    private static readonly CatalogIndex Index = new(Agreements.Snapshot());

    [Theory]
    [InlineData("infopromo", -1, 0, 60)]
    [InlineData("infopromo", 10, 0, 60)]
    [InlineData("tagoio", -1, 0, 60)]
    [InlineData("tagoio", 10, 0, 60)]
    [InlineData("justlogin", -1, -1, -1)]
    [InlineData("justlogin", 10, 10, 60)]
    [InlineData("justlogin", 0, 0, 60)]
    [InlineData("justlogin", 60, -1, -1)]
    [InlineData("justlogin", 90, -1, -1)]
    [InlineData("omniful", -1, -1, -1)]
    [InlineData("omniful", 10, 10, 60)]
    [InlineData("omniful", 90, -1, -1)]
    [InlineData("justopex", 10, -1, -1)]
    public void An_outage_of_an_hour_counts_from_where_the_agreement_says(string contract, int reportedMinute, int first, int end)
    {
        CountedTime counted = Count(Outage(contract, reportedMinute));

        Assert.NotEqual("", counted.Because);
        if (first < 0)
        {
            Assert.Null(counted.Range);
            Assert.StartsWith("Nothing is counted", counted.Because, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(new TimeRange(OutageRig.At(0).Plus(first * Minute), OutageRig.At(0).Plus(end * Minute)), counted.Range);
    }

    [Theory]
    [InlineData("justlogin", -1, "Nothing is counted: downtime begins when the customer reports it (clause \"report\", reading JL-R5), and nobody has reported it.")]
    [InlineData("justlogin", 90, "Nothing is counted: downtime begins when the customer reports it (clause \"report\", reading JL-R5), and it was reported at 2026-11-01T01:30:00Z, after its end.")]
    [InlineData("omniful", -1, "Nothing is counted: downtime begins with the latest of failure, the customer's recognition and notice to the provider (clause \"12.1\", reading OM-R4), and nobody has reported it.")]
    [InlineData("omniful", 10, "Counted from 2026-11-01T00:10:00Z: downtime begins with the latest of failure, the customer's recognition and notice to the provider (clause \"12.1\", reading OM-R4); it was reported at 2026-11-01T00:10:00Z.")]
    [InlineData("infopromo", 10, "Counted as measured: downtime begins with the failure itself (clause \"availability\").")]
    [InlineData("tagoio", -1, "Counted as measured: downtime begins with the failure itself (clause \"7\").")]
    public void It_says_why_with_the_clause(string contract, int reportedMinute, string because) =>
        Assert.Equal(because, Count(Outage(contract, reportedMinute)).Because);

    [Fact]
    public void An_outage_that_goes_on_counts_to_what_is_certain_by_now()
    {
        OutageFact outage = Outage("justlogin", 10) with { Ongoing = true };

        CountedTime counted = new ContractLedger(new ContractCache(NullLogger<ContractCache>.Instance)).Count(outage, outage.EndUs + Minute, Index);

        Assert.Equal(new TimeRange(OutageRig.At(0).Plus(10 * Minute), OutageRig.At(0).Plus(61 * Minute)), counted.Range);
    }

    [Fact]
    public void Nothing_counts_of_an_outage_that_there_was_not()
    {
        Assert.Equal(CountedTime.Nothing("Nothing is counted: later samples showed that there was no outage."), Count(Outage("infopromo", 10) with { Withdrawn = true }));
        Assert.Equal(
            CountedTime.Nothing("Nothing can be counted: contracts/none cannot be read."), Count(Outage("infopromo", 10) with { Contract = "contracts/none" }));
        Assert.Equal(
            CountedTime.Nothing("Nothing can be counted: contracts/infopromo has no plan \"none\"."), Count(Outage("infopromo", 10) with { Plan = "none" }));
    }

    private static CountedTime Count(OutageFact outage) =>
        new ContractLedger(new ContractCache(NullLogger<ContractCache>.Instance)).Count(outage, outage.EndUs, Index);

    /// <summary>An outage of 60 minutes; reported so many minutes after its start, -1: never.</summary>
    private static OutageFact Outage(string contract, int reportedMinute)
    {
        string customer = contract == "infopromo" ? "customers/acme" : $"customers/at-{contract}";
        Subscription subscription = Index.Subscription($"{customer}/subscriptions/main")!;
        long start = OutageRig.At(0).Microseconds;
        return new OutageFact(
            $"{customer}/outages/o1", $"{customer}/circuits/line-0", subscription.Name, subscription.Contract, subscription.Plan, start, start + (60 * Minute))
        {
            ReportedAtUs = reportedMinute < 0 ? 0 : start + (reportedMinute * Minute),
        };
    }
}
