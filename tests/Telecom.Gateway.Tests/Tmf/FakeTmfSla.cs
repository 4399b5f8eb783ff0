using System.Collections.Concurrent;
using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tests.Tmf;

/// <summary>Two circuits under "main": the northern one has lost its availability, and a latency that may still be kept.</summary>
internal sealed class FakeTmfSla : SlaService.SlaServiceBase
{
    private static readonly long StartUs = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000;

    /// <summary>How many statuses were asked for: rating is not for nothing.</summary>
    public int Lists { get; private set; }

    /// <summary>The circuits whose statuses were asked for, by name.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public string Month { get; private set; } = "";

    public override Task<ListStatusesResponse> ListStatuses(ListStatusesRequest request, ServerCallContext context)
    {
        _ = context.GetCaller().RequireOwn(request.Parent, "", "parent");
        Lists++;
        Month = request.Month;
        return Task.FromResult(new ListStatusesResponse
        {
            Statuses = { Status($"{request.Parent}/circuits/north", ObjectiveState.BreachedAlready, "50000"), Status($"{request.Parent}/circuits/south", ObjectiveState.OnTrack, "60000") },
        });
    }

    public override Task<GetStatusResponse> GetStatus(GetStatusRequest request, ServerCallContext context)
    {
        _ = context.GetCaller().RequireOwn(request.Name, "circuits", "name");
        Month = request.Month;
        Asked.Enqueue(request.Name);
        return Task.FromResult(new GetStatusResponse
        {
            Status = request.Name.Split('/')[^1] switch
            {
                "north" => Status(request.Name, ObjectiveState.BreachedAlready, "50000"),
                "south" => Status(request.Name, ObjectiveState.OnTrack, "60000"),
                _ => throw RpcFailure.NotFound(request.Name),
            },
        });
    }

    private static CircuitStatus Status(string circuit, ObjectiveState availability, string limit) => new()
    {
        Circuit = circuit,
        Subscription = circuit[..circuit.IndexOf("/circuits/", StringComparison.Ordinal)] + "/subscriptions/main",
        Contract = "contracts/infopromo",
        Plan = "premium",
        ContractVersion = "2025-01",
        TimeZone = "Asia/Dubai",
        Period = new TimeRange { StartUs = StartUs - 14_400_000_000, EndUs = StartUs + 2_577_600_000_000 },
        Rated = new TimeRange { StartUs = StartUs, EndUs = StartUs + 86_400_000_001 },
        State = availability,
        Availability = new AvailabilityStatus
        {
            State = availability,
            TargetPct = "99.9500",
            AvailabilityPct = "98.1000",
            IntervalUs = 10_000_000,
            LossThresholdPct = "50.0000",
            Consecutive = 3,
        },
        Performance =
        {
            new PerformanceStatus
            {
                Metric = Metric.Latency, Statistic = "p95", Unit = "us", Value = "41250", Comparator = "<", Threshold = limit, State = ObjectiveState.AtRisk,
            },
            new PerformanceStatus { Metric = Metric.Throughput, Statistic = "mean", Unit = "bit/s", Value = "1" },
        },
    };
}
