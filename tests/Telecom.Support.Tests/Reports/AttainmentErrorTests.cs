using Grpc.Core;
using Telecom.Hosting;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;
using Range = Telecom.Common.V1.TimeRange;

namespace Telecom.Support.Tests.Reports;

public sealed class AttainmentErrorTests : IAsyncLifetime
{
    private const long Day = 86_400_000_000;
    private const long Start = 1_777_000_000_000_000;
    private SupportRun? _run;

    private SupportRun Run => _run!;

    public async Task InitializeAsync() => _run = await SupportRun.StartAtAsync(Instants.At("2026-05-04T08:00:00Z"));

    public async Task DisposeAsync() => await Run.DisposeAsync();

    public static TheoryData<long, long, string, string[]> Wrong() => new()
    {
        { 0, 0, "", ["reported.start_us", "reported.end_us"] },
        { Start, 0, "", ["reported.end_us"] },
        { 0, Start, "", ["reported.start_us"] },
        { -1, Start, "", ["reported.start_us"] },
        { Start, Start, "", ["reported"] },
        { Start + 1, Start, "", ["reported"] },
        { Start, Start + (400 * Day) + 1, "", ["reported"] },
        { 1, long.MaxValue, "", ["reported"] },
        { Start, Start + 1, "infopromo", ["contract"] },
        { Start, Start, "contracts/", ["reported", "contract"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Everything_that_is_wrong_with_a_range_or_a_contract_is_said_at_once(long start, long end, string contract, string[] fields)
    {
        var reported = new Range { StartUs = start, EndUs = end };
        await RefusedAsync(fields, () => Run.Client.GetAttainmentAsync(new GetAttainmentRequest { Parent = "customers/acme", Reported = reported, Contract = contract }, Run.Desk));
        ListAttainmentCasesRequest list = List(request => (request.Reported, request.Contract) = (reported, contract.Length > 0 ? contract : Catalogue.Contract));
        await RefusedAsync(fields, () => Run.Client.ListAttainmentCasesAsync(list, Run.Desk));
    }

    [Fact]
    public async Task A_range_of_400_days_is_allowed_and_none_at_all_is_not()
    {
        var whole = new Range { StartUs = Start, EndUs = Start + (400 * Day) };
        Assert.Equal(0, (await Run.Client.GetAttainmentAsync(new GetAttainmentRequest { Parent = "customers/acme", Reported = whole }, Run.Desk)).CaseCount);
        await RefusedAsync(
            ["reported.start_us", "reported.end_us"], () => Run.Client.GetAttainmentAsync(new GetAttainmentRequest { Parent = "customers/acme" }, Run.Desk));
    }

    [Fact]
    public async Task A_list_needs_its_row_and_says_all_that_is_wrong_at_once()
    {
        ListAttainmentCasesRequest request = List(list =>
        {
            (list.Contract, list.Severity, list.Clock, list.Outcome) = ("", "", "acknowledge", (ClockOutcome)9);
            (list.PageSize, list.PageToken) = (1001, "x");
        });
        RpcException refused = await RefusedAsync(
            ["contract", "severity", "clock", "outcome", "page_size", "page_token"], () => Run.Client.ListAttainmentCasesAsync(request, Run.Desk));
        Assert.Contains("\"acknowledge\" is none of respond, fix, resolve", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_token_of_another_question_is_refused()
    {
        var desk = new ReportDesk(Run);
        for (int i = 0; i < 3; i++)
        {
            _ = await desk.OpenAsync("1");
        }

        string token = (await Run.Client.ListAttainmentCasesAsync(List(list => list.PageSize = 1), Run.Desk)).NextPageToken;
        Assert.NotEmpty(token);
        Assert.Single((await Run.Client.ListAttainmentCasesAsync(List(list => (list.PageSize, list.PageToken) = (1, token)), Run.Desk)).Cases);
        foreach (Action<ListAttainmentCasesRequest> change in new Action<ListAttainmentCasesRequest>[]
        {
            list => list.Outcome = ClockOutcome.Open,
            list => list.Clock = "resolve",
            list => list.Severity = "2",
            list => list.Parent = "customers/-",
            list => list.Reported.EndUs++,
        })
        {
            ListAttainmentCasesRequest other = List(list => list.PageToken = token);
            change(other);
            await RefusedAsync(["page_token"], () => Run.Client.ListAttainmentCasesAsync(other, Run.Desk));
        }
    }

    [Fact]
    public async Task A_customer_that_does_not_exist_is_not_found()
    {
        RpcException get = await Assert.ThrowsAsync<RpcException>(() => new ReportDesk(Run).GetAsync("customers/nobody"));
        RpcException list = await Assert.ThrowsAsync<RpcException>(
            async () => await Run.Client.ListAttainmentCasesAsync(List(request => request.Parent = "customers/nobody"), Run.Desk));
        Assert.Equal((StatusCode.NotFound, StatusCode.NotFound), (get.StatusCode, list.StatusCode));
    }

    private static ListAttainmentCasesRequest List(Action<ListAttainmentCasesRequest> change)
    {
        var request = new ListAttainmentCasesRequest
        {
            Parent = "customers/acme",
            Reported = new Range { StartUs = Start, EndUs = Start + (100 * Day) },
            Contract = Catalogue.Contract,
            Severity = "1",
            Clock = "respond",
        };
        change(request);
        return request;
    }

    private static async Task<RpcException> RefusedAsync<T>(string[] fields, Func<AsyncUnaryCall<T>> call)
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await call());
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_ARGUMENT"), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused)));
        Google.Rpc.BadRequest? bad = RpcErrorDetails.Find<Google.Rpc.BadRequest>(refused);
        Assert.NotNull(bad);
        Assert.Equal(fields.Order(), bad.FieldViolations.Select(violation => violation.Field).Order());
        Assert.All(bad.FieldViolations, violation => Assert.True(violation.Description.Length > 5 && violation.Reason.Length > 2));
        return refused;
    }
}
