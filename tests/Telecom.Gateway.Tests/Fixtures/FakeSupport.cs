using Grpc.Core;
using Telecom.Hosting;
using Telecom.Support.V1;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>One case.</summary>
internal sealed class FakeSupport : SupportService.SupportServiceBase
{
    public override Task<ListCasesResponse> ListCases(ListCasesRequest request, ServerCallContext context)
    {
        _ = context.GetCaller().RequireOwn(request.Parent, "", "parent");
        return Task.FromResult(new ListCasesResponse
        {
            Cases =
            {
                new Case
                {
                    Name = $"{request.Parent}/cases/c1", Severity = "1", Title = "Down", ReportedAtUs = 60_000_000, ReportedBy = "Jo", State = CaseState.Open, Etag = "1",
                    Clocks = { new Clock { Name = "respond", TargetUs = 900_000_000, StartedAtUs = 60_000_000, DueAtUs = 960_000_000, RemainingUs = -1_000_000, State = ClockState.Breached, Clause = "support" } },
                },
            },
        });
    }
}
