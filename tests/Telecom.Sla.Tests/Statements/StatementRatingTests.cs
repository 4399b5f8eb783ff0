using System.Text.Json.Nodes;
using Telecom.Sla.Tests.Outages;
using Telecom.Sla.V1;
using Telecom.Support.V1;

namespace Telecom.Sla.Tests.Statements;

/// <summary>What a statement rests on, and what it says.</summary>
public sealed class StatementRatingTests
{
    [Theory]
    [InlineData("infopromo", "force_majeure")]
    [InlineData("justlogin", "customer_act")]
    [InlineData("omniful", "third_party")]
    [InlineData("tagoio", "outside_control")]
    [InlineData("justopex", null)]
    public async Task Rating_the_evidence_again_gives_the_same_statement_byte_for_byte(string contract, string? category)
    {
        await using StatementRig rig = await StatementRig.StartAsync();
        string customer = StatementRig.Customer(contract);
        await rig.MeasureAsync(customer, 1, 0, 300, second => second is >= 60 and < 180);
        OutageRecord outage = await rig.OutageAsync(customer);
        if (category is not null)
        {
            rig.MoveTo(660);
            await rig.ApproveAsync(await rig.ExcludeAsync(customer, outage, category, 60, 90));
        }

        await rig.ClaimAsync(customer, outage);
        rig.MoveTo(800);
        foreach (string period in (string[])["", "2026-11", "2026"])
        {
            Statement statement = await rig.GetAsync(contract, period);

            Assert.Equal("", statement.UnratedBecause);
            Assert.NotEmpty(statement.Gaps);
            Assert.Equal((period.Length == 0 ? "2026-11" : period, StatementRig.Start + (785 * StatementRig.Second)), (statement.Period, statement.AsOfUs));
            RateResponse again = await rig.Run.Sla.RateAsync(new RateRequest { Contract = statement.Contract, Evidence = statement.Evidence }, rig.Run.AsStaff());
            Assert.Equal((again.Statement, again.ContractSha256), (statement.Document, statement.ContractSha256));
            Assert.Equal(contract, (string)JsonNode.Parse(statement.Document)!["contract"]!);
            JsonNode evidence = StatementRig.Evidence(statement);
            Assert.Equal(category is null ? null : 1, evidence["outages"]?.AsArray().Count);
            Assert.Equal(category is null ? null : 1, evidence["exclusions"]?.AsArray().Count);
        }
    }

    [Fact]
    public async Task A_statement_says_what_was_measured_excluded_claimed_and_not_measured()
    {
        await using StatementRig rig = await StatementRig.StartAsync();
        await rig.MeasureAsync("customers/acme", 1, 0, 300, second => second is >= 60 and < 180);
        OutageRecord outage = await rig.OutageAsync("customers/acme");
        Exclusion exclusion = await rig.ExcludeAsync("customers/acme", outage, "force_majeure", 60, 90);
        await rig.ApproveAsync(exclusion);
        await rig.ClaimAsync("customers/acme", outage);
        rig.MoveTo(700);

        Statement statement = await rig.GetAsync("infopromo");

        JsonNode evidence = StatementRig.Evidence(statement);
        Assert.Equal("""{"start":"2026-11-01T00:01:00Z","end":"2026-11-01T00:03:00Z","recordedAt":"2026-11-01T00:10:00Z"}""", evidence["outages"]![0]!.ToJsonString());
        Assert.Equal(
            """{"start":"2026-11-01T00:01:00Z","end":"2026-11-01T00:01:30Z","category":"force_majeure","status":"approved","decidedBy":"Sam","evidence":"A notice.","recordedAt":"2026-11-01T00:10:00Z"}""",
            evidence["exclusions"]![0]!.ToJsonString());
        Assert.Equal("""[{"start":"2026-11-01T00:05:00Z","end":"2026-11-01T00:11:20Z"}]""", evidence["unmeasured"]!.ToJsonString());
        Assert.Equal((0, "2026-11-01T00:10:00Z"), ((int)evidence["claims"]![0]!["outage"]!, (string)evidence["claims"]![0]!["filedAt"]!));
        Assert.Equal(("premium", "europe", "2026-11", "2026-11-01T00:11:25Z"), ((string)evidence["plan"]!, (string)evidence["region"]!, (string)evidence["month"]!, (string)evidence["asOf"]!));
        JsonNode period = StatementRig.Period(statement);
        Assert.Equal(("1.5", "0.5"), ((string)period["downtimeMinutes"]!, (string)period["excludedMinutes"]!));
        Assert.Contains(statement.Gaps, gap => gap.StartsWith("charges, invoices:", StringComparison.Ordinal));
        Assert.Contains(statement.Gaps, gap => gap.StartsWith("measurements:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_amount_is_invented_where_no_charges_are_recorded()
    {
        await using StatementRig rig = await StatementRig.StartAsync();
        await rig.MeasureAsync("customers/acme", 1, 0, 3600, second => second is >= 60 and < 3000);
        rig.MoveTo(4000);
        _ = await rig.OutageAsync("customers/acme");
        rig.MoveTo(4100);

        JsonNode credit = StatementRig.Period(await rig.GetAsync("infopromo"))["credit"]!;

        Assert.Null(credit["amount"]);
    }

    [Fact]
    public async Task What_was_recorded_later_is_not_in_a_statement_of_before()
    {
        await using StatementRig rig = await StatementRig.StartAsync();
        await rig.MeasureAsync("customers/acme", 1, 0, 300, second => second is >= 60 and < 180);
        OutageRecord outage = await rig.OutageAsync("customers/acme");
        rig.MoveTo(700);
        Exclusion exclusion = await rig.ExcludeAsync("customers/acme", outage, "force_majeure", 60, 90);
        rig.MoveTo(800);
        await rig.ApproveAsync(exclusion);
        rig.MoveTo(900);
        await rig.ClaimAsync("customers/acme", outage);
        rig.MoveTo(1000);

        Assert.Equal([(0, null, 0, "0"), (1, null, 0, "2"), (1, "proposed", 0, "2"), (1, "approved", 0, "1.5"), (1, "approved", 1, "1.5")],
            new[] { await SeenAsync(599), await SeenAsync(600), await SeenAsync(700), await SeenAsync(800), await SeenAsync(0) });

        async Task<(int Outages, string? Exclusion, int Claims, string Downtime)> SeenAsync(long asOf)
        {
            Statement statement = await rig.GetAsync("infopromo", "", asOf);
            JsonNode evidence = StatementRig.Evidence(statement);
            Assert.Equal(asOf != 0, statement.Gaps.Any(gap => gap.Contains("may have come late", StringComparison.Ordinal)));
            return (
                evidence["outages"]!.AsArray().Count,
                (string?)evidence["exclusions"]!.AsArray().FirstOrDefault()?["status"],
                evidence["claims"]!.AsArray().Count,
                (string)StatementRig.Period(statement)["downtimeMinutes"]!);
        }
    }

    [Fact]
    public async Task An_outage_goes_on_in_a_statement_of_before_its_end_was_known()
    {
        await using StatementRig rig = await StatementRig.StartAsync();
        await rig.MeasureAsync("customers/acme", 1, 0, 240, second => second >= 60);
        _ = await rig.OutageAsync("customers/acme", ongoing: true);
        rig.MoveTo(700);
        await rig.MeasureAsync("customers/acme", 5, 240, 240, _ => false);
        _ = await rig.OutageAsync("customers/acme");
        rig.MoveTo(800);

        Assert.Null(StatementRig.Evidence(await rig.GetAsync("infopromo", "", 650))["outages"]![0]!["end"]);
        Assert.Equal("2026-11-01T00:04:00Z", (string)StatementRig.Evidence(await rig.GetAsync("infopromo"))["outages"]![0]!["end"]!);
    }

    [Fact]
    public async Task A_customers_report_starts_the_downtime_of_an_agreement_that_counts_from_it()
    {
        await using FakeSupport support = await FakeSupport.StartAsync();
        await using StatementRig rig = await StatementRig.StartAsync(support: support.Address);
        string customer = StatementRig.Customer("justlogin");
        await rig.MeasureAsync(customer, 1, 0, 300, second => second is >= 60 and < 180);
        OutageRecord outage = await rig.OutageAsync(customer);
        rig.MoveTo(620);
        Assert.Equal("0", (string)StatementRig.Period(await rig.GetAsync("justlogin"))["downtimeMinutes"]!);
        support.Add(new CaseEvent
        {
            Type = "case.opened",
            Case = $"{customer}/cases/c1",
            Circuit = outage.Circuit,
            Origin = CaseOrigin.Customer,
            ReportedAtUs = StatementRig.Start + (90 * StatementRig.Second),
        });
        await Fakes.Until.TrueAsync(async () => (await OutageCalls.GetAsync(rig.Run, outage.Name)).ReportedAtUs > 0);
        rig.MoveTo(700);

        Statement statement = await rig.GetAsync("justlogin");

        Assert.StartsWith("2026-11-01T00:01:30", (string)StatementRig.Evidence(statement)["outages"]![0]!["reportedAt"]!, StringComparison.Ordinal);
        Assert.Equal("1.5", (string)StatementRig.Period(statement)["downtimeMinutes"]!);
    }
}
