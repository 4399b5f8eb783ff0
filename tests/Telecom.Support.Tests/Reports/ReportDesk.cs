using Grpc.Core;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;
using Range = Telecom.Common.V1.TimeRange;

namespace Telecom.Support.Tests.Reports;

/// <summary>Opens cases and takes steps of them at stated instants, and asks for reports.</summary>
internal sealed class ReportDesk(SupportRun run)
{
    private const long Day = 86_400_000_000;

    public Range Around => new() { StartUs = run.NowUs - (30 * Day), EndUs = run.NowUs + Day };

    public void At(string time) => run.Clock.Jump(Instants.At(time));

    public async Task<string> OpenAsync(string severity, string cause = "", string subscription = "main", string customer = "acme") =>
        (await run.Client.OpenCaseAsync(
            new OpenCaseRequest
            {
                Parent = $"customers/{customer}",
                RequestId = Guid.NewGuid().ToString(),
                Case = new Case { Subscription = $"customers/{customer}/subscriptions/{subscription}", Severity = severity, Cause = cause, Title = "It is slow" },
            },
            customer == "acme" ? run.Admin : run.Stranger)).Case.Name;

    public async Task TakeAsync(CaseChange change, params string[] names)
    {
        foreach (string name in names)
        {
            _ = await run.Client.ChangeCaseAsync(new ChangeCaseRequest { Name = name, RequestId = Guid.NewGuid().ToString(), Change = change }, run.Desk);
        }
    }

    /// <summary>As <see cref="TakeAsync"/>; false when the case does not allow the step.</summary>
    public async Task<bool> TryTakeAsync(CaseChange change, string name)
    {
        try
        {
            await TakeAsync(change, name);
            return true;
        }
        catch (RpcException refused) when (refused.StatusCode is StatusCode.FailedPrecondition or StatusCode.InvalidArgument)
        {
            return false;
        }
    }

    public async Task<GetAttainmentResponse> GetAsync(string parent = "customers/acme", Range? reported = null, string contract = "", Metadata? by = null) =>
        await run.Client.GetAttainmentAsync(new GetAttainmentRequest { Parent = parent, Reported = reported ?? Around, Contract = contract }, by ?? run.Desk);

    /// <summary>Every case behind a figure, page by page.</summary>
    public async Task<IReadOnlyList<AttainmentCase>> ListAsync(
        AttainmentRow row, ClockOutcome outcome, int pageSize, string parent = "customers/acme", Range? reported = null)
    {
        List<AttainmentCase> all = [];
        ListAttainmentCasesRequest request = Request(row, outcome, pageSize, parent, reported);
        do
        {
            ListAttainmentCasesResponse page = await run.Client.ListAttainmentCasesAsync(request, run.Desk);
            Assert.True(page.Cases.Count <= (pageSize == 0 ? 100 : pageSize));
            all.AddRange(page.Cases);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return all;
    }

    public ListAttainmentCasesRequest Request(
        AttainmentRow row, ClockOutcome outcome, int pageSize, string parent = "customers/acme", Range? reported = null) => new()
        {
            Parent = parent,
            Reported = reported ?? Around,
            Contract = row.Contract,
            Severity = row.Severity,
            Clock = row.Clock,
            Outcome = outcome,
            PageSize = pageSize,
        };

    public async Task<Case> CaseAsync(string name) => (await run.Client.GetCaseAsync(new GetCaseRequest { Name = name }, run.Desk)).Case;
}
