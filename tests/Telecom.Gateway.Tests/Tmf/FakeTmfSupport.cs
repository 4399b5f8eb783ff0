using Grpc.Core;
using Telecom.Hosting;
using Telecom.Support.V1;

namespace Telecom.Gateway.Tests.Tmf;

/// <summary>Three cases, newest first, in pages of two; the first has a history.</summary>
internal sealed class FakeTmfSupport : SupportService.SupportServiceBase
{
    private const long At = 1_793_574_000_000_000;

    public ListCasesRequest? LastRequest { get; private set; }

    public override Task<ListCasesResponse> ListCases(ListCasesRequest request, ServerCallContext context)
    {
        if (request.Parent != "customers/-")
        {
            _ = context.GetCaller().RequireOwn(request.Parent, "", "parent");
        }

        LastRequest = request;
        string parent = request.Parent.Replace('-', 'x');
        return Task.FromResult(request.PageToken.Length == 0
            ? new ListCasesResponse { Cases = { Case($"{parent}/cases/c3"), Case($"{parent}/cases/c2") }, NextPageToken = "more" }
            : new ListCasesResponse { Cases = { Case($"{parent}/cases/c1") } });
    }

    public override Task<GetCaseResponse> GetCase(GetCaseRequest request, ServerCallContext context)
    {
        _ = context.GetCaller().RequireOwn(request.Name, "cases", "name");
        return request.Name.EndsWith("/c3", StringComparison.Ordinal)
            ? Task.FromResult(new GetCaseResponse { Case = Case(request.Name) })
            : throw RpcFailure.NotFound(request.Name);
    }

    public override Task<ListCaseEventsResponse> ListCaseEvents(ListCaseEventsRequest request, ServerCallContext context) => Task.FromResult(new ListCaseEventsResponse
    {
        Events =
        {
            new CaseEvent { Id = "e1", Type = "case.opened", State = CaseState.Open, OccurredAtUs = At, RecordedAtUs = At, Actor = "Vera" },
            new CaseEvent { Id = "e2", Type = "case.note", State = CaseState.Open, OccurredAtUs = At + 1, RecordedAtUs = At + 2, Actor = "Sam", Text = "Looking." },
            new CaseEvent { Id = "e3", Type = "case.waiting", State = CaseState.Held, OccurredAtUs = At + 3, RecordedAtUs = At + 4, Text = "Ordered." },
        },
    });

    private static Case Case(string name)
    {
        string customer = name[..name.IndexOf("/cases/", StringComparison.Ordinal)];
        return new Case
        {
            Name = name,
            Title = "Down",
            Severity = "1",
            Subscription = $"{customer}/subscriptions/main",
            Circuit = $"{customer}/circuits/north",
            State = CaseState.Held,
            ReportedBy = "Jo",
            CreateTimeUs = At,
            DuplicateOf = $"{customer}/cases/c0",
            Links = { $"{customer}/outages/o1", $"{customer}/cases/c9" },
            Clocks = { new Clock { Name = "respond", DueAtUs = 1 }, new Clock { Name = "resolve", DueAtUs = At + 3_600_000_000 } },
            Attachments = { new Attachment { Sha256 = "ab", FileName = "trace.csv", MediaType = "text/csv", SizeBytes = 12 } },
        };
    }
}
