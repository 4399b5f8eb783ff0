using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Hosting;
using Telecom.Ingestion.V1;
using Telecom.Sla.V1;
using Telecom.Support.V1;

namespace Telecom.EndToEnd.Tests;

/// <summary>
/// Measurement and service desk, each following the other's feed: five real processes, samples in, and case, outage, exclusion and claim
/// refer to each other without anyone calling another to write.
/// </summary>
public sealed class OutageCaseTests
{
    private const long Second = 1_000_000;
    private const long SliceUs = 10 * Second;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task An_outage_opens_a_case_by_policy_and_a_report_starts_the_ledger_of_the_agreement()
    {
        await using Rig rig = await Rig.StartAsync(new Dictionary<string, string?>
        {
            ["TELECOM_Support__Outages__Rules__infopromo__0__CircuitsPercent"] = "0",
            ["TELECOM_Support__Outages__Rules__infopromo__0__Severity"] = "2",
            ["TELECOM_Support__Outages__Rules__infopromo__1__CircuitsPercent"] = "60",
            ["TELECOM_Support__Outages__Rules__infopromo__1__Severity"] = "1",
            ["TELECOM_Sla__Outages__Interval"] = "00:00:00.200",
        });
        long start = (TimeProvider.System.GetUtcNow().AddMinutes(-30).ToUnixTimeSeconds() * Second / SliceUs) * SliceUs;
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, "linked", ["a", "b"], startUs: start - (3600 * Second));
        await AddJustloginAsync(rig, tenant, start - (3600 * Second));
        using var writer = new Writer(rig, tenant, start);
        var support = new SupportService.SupportServiceClient(rig.Admin.Invoker);
        var outages = new OutageService.OutageServiceClient(rig.Admin.Invoker);

        // A customer reports a failure of a service whose agreement counts from the report, before anything is measured.
        Case reported = (await support.OpenCaseAsync(new OpenCaseRequest
        {
            Parent = tenant.Name,
            RequestId = Guid.NewGuid().ToString(),
            Case = new Case { Subscription = $"{tenant.Name}/subscriptions/payroll", Circuit = tenant.Circuit("p"), Title = "Payroll is down", ReportedAtUs = start + (150 * Second) },
        })).Case;
        Assert.Empty(reported.Clocks);

        await writer.WriteAsync(up: 10, down: 6, "a", "p");
        Case opened = await OpenedByPolicyAsync(support, tenant, found => found.Severity == "2");
        OutageRecord first = await OutageOfAsync(outages, tenant, "a");
        Assert.Equal((start + (100 * Second), true), (first.Measured.StartUs, first.Ongoing));
        Assert.Equal((CaseOrigin.Outage, tenant.Circuit("a"), CaseState.Open), (opened.Origin, opened.Circuit, opened.State));
        Assert.Contains(first.Name, opened.Links);

        // The agreement that starts at the report counts from it; what was measured stays as it is.
        OutageRecord payroll = await Until.Async(
            "the report of the payroll's outage", Bound, () => OutageOfAsync(outages, tenant, "p"), found => found.ReportedAtUs != 0);
        Assert.Equal((start + (100 * Second), start + (150 * Second), start + (150 * Second)), (payroll.Measured.StartUs, payroll.ReportedAtUs, payroll.Counted.StartUs));
        Assert.Equal([reported.Name], payroll.Cases);
        _ = await Until.Async("the case names its outage", Bound, () => GetAsync(support, reported.Name), found => found.Links.Contains(payroll.Name));

        // The second of two circuits: the same case, graver.
        await writer.WriteAsync(up: 10, down: 6, "b");
        Case graver = await Until.Async("a graver case", Bound, () => GetAsync(support, opened.Name), found => found.Severity == "1" && found.Links.Count == 2);
        Assert.Equal(opened.Clocks.Single(clock => clock.Name == "resolve").StartedAtUs, graver.Clocks.Single(clock => clock.Name == "resolve").StartedAtUs);

        // Exclusion and claim of the outage reach the case.
        var ledger = new LedgerService.LedgerServiceClient(rig.Admin.Invoker);
        Exclusion exclusion = (await ledger.CreateExclusionAsync(new CreateExclusionRequest
        {
            Parent = tenant.Name,
            RequestId = Guid.NewGuid().ToString(),
            Exclusion = new Exclusion
            {
                Circuit = tenant.Circuit("a"),
                Outage = first.Name,
                Case = opened.Name,
                Category = "force_majeure",
                Status = ExclusionStatus.Proposed,
                Evidence = "Storm warning 17",
                Time = new TimeRange { StartUs = first.Measured.StartUs, EndUs = first.Measured.StartUs + (30 * Second) },
            },
        })).Exclusion;
        Claim claim = (await ledger.FileClaimAsync(new FileClaimRequest
        {
            Parent = tenant.Name,
            RequestId = Guid.NewGuid().ToString(),
            Claim = new Claim { Subscription = $"{tenant.Name}/subscriptions/main", Outage = first.Name, Case = opened.Name, Contents = new ClaimContents { Subject = "Down" } },
        })).Claim;
        Case linked = await Until.Async(
            "the case names exclusion and claim", Bound, () => GetAsync(support, opened.Name), found => found.Links.Contains(exclusion.Name) && found.Links.Contains(claim.Name));
        OutageRecord named = await Until.Async(
            "the outage names exclusion, claim and case", Bound, () => GetAsync(outages, first.Name), found => found.Exclusions.Count == 1 && found.Claims.Count == 1);
        Assert.Equal((exclusion.Name, claim.Name), (Assert.Single(named.Exclusions), Assert.Single(named.Claims)));

        // It is over: measured end, and a word in the case. Support is killed in between and misses nothing.
        await rig.Process("support").KillHardAsync();
        await writer.WriteAsync(up: 6, down: 0, "a", "b", "p");
        OutageRecord ended = await Until.Async("the end of the outage", Bound, () => OutageOfAsync(outages, tenant, "a"), found => !found.Ongoing);
        Assert.Equal(first.Measured.StartUs + (60 * Second), ended.Measured.EndUs);
        await rig.KillAndRestartAsync("support");
        _ = await Until.Async(
            "the case says that it is over",
            Bound,
            async () => (await support.ListCaseEventsAsync(new ListCaseEventsRequest { Parent = opened.Name })).Events.Count(found => found.Type == "case.noted"),
            count => count == 2);
        Assert.Single((await support.ListCasesAsync(new ListCasesRequest { Parent = tenant.Name, Subscription = $"{tenant.Name}/subscriptions/main" })).Cases);
        Assert.Equal(linked.Links.Order(), (await GetAsync(support, opened.Name)).Links.Order());
    }

    private static async Task AddJustloginAsync(Rig rig, Tenant tenant, long startUs)
    {
        var catalog = new CatalogService.CatalogServiceClient(rig.Admin.Invoker);
        string subscription = $"{tenant.Name}/subscriptions/payroll";
        CreateSubscriptionRequest create = new() { Subscription = new Subscription { Name = subscription, Contract = "contracts/justlogin", Plan = "payroll", StartTimeUs = startUs } };
        _ = await catalog.CreateSubscriptionAsync(create);
        _ = await catalog.CreateCircuitAsync(new CreateCircuitRequest
        {
            Circuit = new Circuit { Name = tenant.Circuit("p"), DisplayName = "payroll", Subscription = subscription },
        });
    }

    private static Task<Case> OpenedByPolicyAsync(SupportService.SupportServiceClient support, Tenant tenant, Func<Case, bool> satisfied) => Until.Async(
        "a case by policy",
        Bound,
        async () => (await support.ListCasesAsync(new ListCasesRequest { Parent = tenant.Name })).Cases.FirstOrDefault(found => found.Origin == CaseOrigin.Outage) ?? new Case(),
        satisfied);

    private static async Task<Case> GetAsync(SupportService.SupportServiceClient support, string name) =>
        (await support.GetCaseAsync(new GetCaseRequest { Name = name })).Case;

    private static async Task<OutageRecord> GetAsync(OutageService.OutageServiceClient outages, string name) =>
        (await outages.GetOutageAsync(new GetOutageRequest { Name = name })).Outage;

    private static Task<OutageRecord> OutageOfAsync(OutageService.OutageServiceClient outages, Tenant tenant, string circuit) => Until.Async(
        $"an outage of {circuit}",
        Bound,
        async () => (await outages.ListOutagesAsync(new ListOutagesRequest { Parent = tenant.Name, Circuit = tenant.Circuit(circuit) })).Outages.FirstOrDefault() ?? new OutageRecord(),
        found => found.Name.Length > 0);

    /// <summary>Writes ten-second slices of probes, first answered, then lost; each circuit goes on where it was.</summary>
    private sealed class Writer(Rig rig, Tenant tenant, long startUs) : IDisposable
    {
        private readonly GatewayChannel _channel = new(rig.GatewayAddress, tenant.AgentSecret);
        private readonly Google.Protobuf.ByteString _epoch = SpoolingClient.NewEpoch();
        private readonly Dictionary<string, int> _slices = [];
        private ulong _sequence;

        public void Dispose() => _channel.Dispose();

        public async Task WriteAsync(int up, int down, params string[] circuits)
        {
            SampleBatch batch = new() { Sequence = ++_sequence, BaseTimeUs = startUs, Loss = new LossTable() };
            for (int i = 0; i < circuits.Length; i++)
            {
                batch.Circuits.Add(new CircuitHandle { Handle = (uint)i + 1, Circuit = tenant.Circuit(circuits[i]) });
                int slice = _slices.GetValueOrDefault(circuits[i]);
                for (int n = 0; n < up + down; n++, slice++)
                {
                    for (int second = 0; second < 10; second++)
                    {
                        batch.Loss.Circuit.Add((uint)i + 1);
                        batch.Loss.TimeDeltaUs.Add(0);
                        batch.Loss.Sent.Add(10);
                        batch.Loss.Lost.Add(n < up ? 0u : 10u);
                    }
                }

                _slices[circuits[i]] = slice;
            }

            Deltas(batch, circuits, up + down);
            WriteSamplesResponse response = await new IngestionService.IngestionServiceClient(_channel.Invoker).WriteSamplesAsync(
                new WriteSamplesRequest { Agent = tenant.AgentName, SpoolEpoch = _epoch, Batch = batch });
            Assert.Empty(response.Ack.Refusals);
        }

        /// <summary>Rows in order of time would need no deltas but those; here each circuit is a run of its own.</summary>
        private void Deltas(SampleBatch batch, string[] circuits, int slices)
        {
            long at = 0;
            int row = 0;
            foreach (string circuit in circuits)
            {
                long first = (_slices[circuit] - slices) * SliceUs;
                for (int second = 0; second < slices * 10; second++, row++)
                {
                    long next = first + (second * Second);
                    batch.Loss.TimeDeltaUs[row] = next - at;
                    at = next;
                }
            }
        }
    }
}
