using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>Answers with one circuit, or fails as a test wants.</summary>
internal sealed class FakeSla : SlaService.SlaServiceBase
{
    public static readonly long PeriodStartUs = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000;

    private int _waiting;

    /// <summary>What the next calls throw; null for nothing.</summary>
    public Exception? Failure { get; set; }

    public GetStatusRequest? LastRequest { get; private set; }

    /// <summary>When set, every status waits for it.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>How many wait now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public override async Task<GetStatusResponse> GetStatus(GetStatusRequest request, ServerCallContext context)
    {
        LastRequest = request;
        _ = context.GetCaller().RequireOwn(request.Name, "circuits", "name");
        if (Gate is { } gate)
        {
            _ = Interlocked.Increment(ref _waiting);
            await gate.Task.WaitAsync(context.CancellationToken);
            _ = Interlocked.Decrement(ref _waiting);
        }

        return Failure is null ? new GetStatusResponse { Status = Status(request.Name) } : throw Failure;
    }

    public override Task<ListStatusesResponse> ListStatuses(ListStatusesRequest request, ServerCallContext context)
    {
        _ = context.GetCaller().RequireOwn(request.Parent, "", "parent");
        return Failure is null
            ? Task.FromResult(new ListStatusesResponse { Statuses = { Status($"{request.Parent}/circuits/north") } })
            : throw Failure;
    }

    private static CircuitStatus Status(string circuit) => new()
    {
        Circuit = circuit,
        Subscription = "customers/acme/subscriptions/main",
        Contract = "contracts/infopromo-communications",
        Plan = "premium",
        ContractVersion = "2025-01",
        TimeZone = "UTC",
        Period = new TimeRange { StartUs = PeriodStartUs, EndUs = PeriodStartUs + 2_592_000_000_000 },
        Rated = new TimeRange { StartUs = PeriodStartUs, EndUs = PeriodStartUs + 86_400_000_001 },
        State = ObjectiveState.AtRisk,
        Availability = new AvailabilityStatus
        {
            State = ObjectiveState.AtRisk,
            TargetPct = "99.9500",
            AvailabilityPct = "99.9900",
            LowPct = "99.0000",
            HighPct = "99.9901",
            CoveragePct = "99.0000",
            RatedUs = 86_400_000_001,
            DowntimeUs = 90_000_000,
            BudgetUs = 1_296_000_000,
            BudgetLeftUs = -1_500_000,
            IntervalUs = 10_000_000,
            LossThresholdPct = "50.0000",
            Consecutive = 3,
        },
        Performance =
        {
            new PerformanceStatus
            {
                Metric = Metric.Latency, Statistic = "p95", Unit = "us", Value = "41250", Low = "41200", High = "41300",
                Comparator = "<", Threshold = "50000", State = ObjectiveState.OnTrack, SampleCount = 42,
            },
            new PerformanceStatus { Metric = Metric.Throughput, Statistic = "mean", Unit = "bit/s" },
        },
        Outages = { new Outage { Time = new TimeRange { StartUs = PeriodStartUs, EndUs = PeriodStartUs + 90_000_000 }, Sent = 9, Lost = 8 } },
        NewestSampleUs = 0,
        SampleCount = 1234,
    };
}
