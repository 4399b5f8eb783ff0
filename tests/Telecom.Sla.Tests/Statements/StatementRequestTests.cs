using Google.Protobuf.Collections;
using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Sla.Tests.Outages;
using Telecom.Sla.V1;

namespace Telecom.Sla.Tests.Statements;

/// <summary>What may be asked of statements, by whom, and page by page.</summary>
public sealed class StatementRequestTests
{
    private const string Acme = "customers/acme";

    [Theory]
    [InlineData("2026-13", 0, "period", "MALFORMED_PERIOD")]
    [InlineData("26", 0, "period", "MALFORMED_PERIOD")]
    [InlineData("2027-01", 0, "period", "IN_FUTURE")]
    [InlineData("2027", 0, "period", "IN_FUTURE")]
    [InlineData("2026-09", 0, "period", "BEFORE_SUBSCRIPTION")]
    [InlineData("", -1, "as_of_us", "OUT_OF_RANGE")]
    [InlineData("", long.MaxValue, "as_of_us", "OUT_OF_RANGE")]
    [InlineData("", 1, "as_of_us", "BEFORE_SUBSCRIPTION")]
    public async Task A_wrong_period_or_instant_is_named(string period, long asOfUs, string field, string reason)
    {
        await using StatementRig rig = await StatementRig.StartAsync();

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => rig.Statements.GetStatementAsync(
            new GetStatementRequest { Name = StatementRig.Subscription("infopromo"), Period = period, AsOfUs = asOfUs }, rig.Run.AsStaff()).ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal([(field, reason)], Hosting.RpcErrorDetails.Find<Google.Rpc.BadRequest>(error)!.FieldViolations.Select(violation => (violation.Field, violation.Reason)));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_together()
    {
        await using StatementRig rig = await StatementRig.StartAsync();

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => rig.Statements.ListStatementsAsync(
            new ListStatementsRequest { Parent = "acme", Period = "x", AsOfUs = -1, PageSize = 101, PageToken = "?" }, rig.Run.AsStaff()).ResponseAsync);

        Assert.Equal(
            ["as_of_us", "page_size", "page_token", "parent", "period"],
            Hosting.RpcErrorDetails.Find<Google.Rpc.BadRequest>(error)!.FieldViolations.Select(violation => violation.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_foreign_subscription_is_as_one_that_does_not_exist()
    {
        await using StatementRig rig = await StatementRig.StartAsync();
        Metadata stranger = rig.Run.AsCustomer("borealis");

        foreach (string name in (string[])[StatementRig.Subscription("infopromo"), $"{Acme}/subscriptions/none"])
        {
            await OutageCalls.NotFoundAsync(() => rig.Statements.GetStatementAsync(new GetStatementRequest { Name = name }, stranger).ResponseAsync, name);
        }

        await OutageCalls.NotFoundAsync(() => rig.Statements.ListStatementsAsync(new ListStatementsRequest { Parent = Acme }, stranger).ResponseAsync, Acme);
        await OutageCalls.NotFoundAsync(() => rig.Statements.ListStatementsAsync(new ListStatementsRequest { Parent = "customers/none" }, rig.Run.AsStaff()).ResponseAsync, "customers/none");
        string missing = $"{Acme}/subscriptions/none";
        await OutageCalls.NotFoundAsync(() => rig.Statements.GetStatementAsync(new GetStatementRequest { Name = missing }, rig.Run.AsStaff()).ResponseAsync, missing);
    }

    [Fact]
    public async Task A_list_has_every_subscription_once_in_pages_without_evidence_and_says_why_one_is_not_rated()
    {
        await using StatementRig rig = await StatementRig.StartAsync(snapshot =>
        {
            snapshot.Subscriptions.Add(New("later", "contracts/infopromo", StatementRig.Start + (86_400 * StatementRig.Second)));
            snapshot.Subscriptions.Add(New("lost", "contracts/none", StatementRig.Start));
            snapshot.Subscriptions.Add(New("odd", "contracts/infopromo", StatementRig.Start, "no-such-plan"));
        });
        List<Statement> all = [];
        ListStatementsRequest request = new() { Parent = Acme, PageSize = 1 };
        do
        {
            ListStatementsResponse page = await rig.Statements.ListStatementsAsync(request, rig.Run.Viewer);
            Assert.Single(page.Statements);
            all.AddRange(page.Statements);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(["later", "lost", "main", "odd"], all.Select(statement => statement.Subscription.Split('/')[^1]));
        Assert.All(all, statement => Assert.Equal("", statement.Evidence));
        Assert.Equal([true, true, false, true], all.Select(statement => statement.UnratedBecause.Length > 0));
        Assert.Equal([false, false, true, false], all.Select(statement => statement.Document.Length > 0));
        Assert.Contains("before the subscription began", all[0].UnratedBecause, StringComparison.Ordinal);
        Assert.Contains("contracts/none", all[1].UnratedBecause, StringComparison.Ordinal);
        Assert.Contains("no-such-plan", all[3].UnratedBecause, StringComparison.Ordinal);
        RepeatedField<Statement> whole = (await rig.Statements.ListStatementsAsync(new ListStatementsRequest { Parent = Acme }, rig.Run.Viewer)).Statements;
        Assert.Equal(all, whole);
    }

    [Fact]
    public async Task A_subscription_without_a_circuit_is_unmeasured_and_says_so()
    {
        await using StatementRig rig = await StatementRig.StartAsync(snapshot => snapshot.Subscriptions.Add(New("bare", "contracts/infopromo", StatementRig.Start)));

        Statement statement = (await rig.Statements.GetStatementAsync(new GetStatementRequest { Name = $"{Acme}/subscriptions/bare" }, rig.Run.Viewer)).Statement;

        Assert.Equal("0.0000", (string)StatementRig.Period(statement)["coveragePct"]!);
        Assert.Contains(statement.Gaps, gap => gap.Contains("has no circuit", StringComparison.Ordinal));
    }

    private static Subscription New(string id, string contract, long startUs, string plan = "premium") =>
        new() { Name = $"{Acme}/subscriptions/{id}", Contract = contract, Plan = plan, StartTimeUs = startUs };
}
