using System.Text.Json.Nodes;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Tests.Fakes;
using Telecom.Sla.Tests.Outages;
using Telecom.Sla.Tests.Service;
using Telecom.Sla.V1;
using Telecom.Storage.Sqlite;
using static Telecom.Sla.Tests.Outages.OutageCalls;

namespace Telecom.Sla.Tests.Statements;

/// <summary>The real service with all agreements, a customer with one circuit each, and what a test plants.</summary>
internal sealed class StatementRig : IAsyncDisposable
{
    public const long Second = 1_000_000;
    public const long Start = Catalogue.SubscriptionStart;

    private readonly Scratch _scratch;
    private readonly SqliteSampleLog _log;

    private StatementRig(Scratch scratch, SqliteSampleLog log, ShiftedClock clock, SlaRun run) => (_scratch, _log, Clock, Run) = (scratch, log, clock, run);

    public ShiftedClock Clock { get; }

    public SlaRun Run { get; }

    public StatementService.StatementServiceClient Statements => new(Run.Channel);

    public static async Task<StatementRig> StartAsync(Action<CatalogSnapshot>? change = null, string support = "http://127.0.0.1:1")
    {
        Scratch scratch = new();
        ShiftedClock clock = new(At(Start + (600 * Second)));
        SqliteSampleLog log = await SlaRun.OpenLogAsync(scratch, clock);
        CatalogSnapshot snapshot = Agreements.Snapshot();
        foreach (Circuit extra in snapshot.Circuits.Where(circuit => circuit.Name.Contains("/acme/", StringComparison.Ordinal) && !circuit.Name.EndsWith("line-0", StringComparison.Ordinal)).ToArray())
        {
            _ = snapshot.Circuits.Remove(extra);
        }

        change?.Invoke(snapshot);
        return new StatementRig(scratch, log, clock, await OutageCalls.StartAsync(scratch, clock, snapshot, support));
    }

    public static string Customer(string contract) => contract == "infopromo" ? "customers/acme" : $"customers/at-{contract}";

    public static string Subscription(string contract) => $"{Customer(contract)}/subscriptions/main";

    /// <summary>Moves the clock to so many seconds after the subscriptions began.</summary>
    public void MoveTo(int second) => Clock.Set(At(Start + (second * Second)));

    /// <summary>Probes of a customer's circuit, of which those of some seconds are lost.</summary>
    public Task MeasureAsync(string customer, ulong sequence, int from, int seconds, Func<int, bool> lost, string circuit = "line-0") => SlaRun.AppendAsync(
        _log, Batches($"{customer}/circuits/{circuit}", new ProducerLane($"{customer}/agents/probe-0", RandomBatches.Lane(0).Epoch, 0), sequence, from, seconds, lost));

    /// <summary>Waits for the customer's only outage.</summary>
    public async Task<OutageRecord> OutageAsync(string customer, bool ongoing = false)
    {
        await Until.TrueAsync(async () => await ListAsync(Run, customer) is [var one] && one.Ongoing == ongoing);
        return (await ListAsync(Run, customer))[0];
    }

    /// <summary>Excludes a time of an outage; the clock says when.</summary>
    public async Task<Exclusion> ExcludeAsync(string customer, OutageRecord outage, string category, int from, int to) => (await new LedgerService.LedgerServiceClient(Run.Channel).CreateExclusionAsync(
        new CreateExclusionRequest
        {
            Parent = customer,
            RequestId = Guid.NewGuid().ToString(),
            Exclusion = new Exclusion
            {
                Outage = outage.Name,
                Category = category,
                Evidence = "A notice.",
                Time = new TimeRange { StartUs = Start + (from * Second), EndUs = Start + (to * Second) },
            },
        },
        Run.AsStaff())).Exclusion;

    public async Task ApproveAsync(Exclusion exclusion) => _ = await new LedgerService.LedgerServiceClient(Run.Channel).DecideExclusionAsync(
        new DecideExclusionRequest { Name = exclusion.Name, Status = V1.ExclusionStatus.Approved, Reason = "Checked." }, Run.AsStaff(Role.Admin));

    public async Task ClaimAsync(string customer, OutageRecord? outage) => _ = await new LedgerService.LedgerServiceClient(Run.Channel).FileClaimAsync(
        new FileClaimRequest
        {
            Parent = customer,
            RequestId = Guid.NewGuid().ToString(),
            Claim = new Claim
            {
                Subscription = $"{customer}/subscriptions/main",
                Outage = outage?.Name ?? "",
                Contents = new ClaimContents { Subject = "SLA Credit Request", IncidentTimes = "00:01", Logs = new string('x', 10_001) },
            },
        },
        Run.AsStaff());

    public async Task<Statement> GetAsync(string contract, string period = "", long asOfSecond = 0) => (await Statements.GetStatementAsync(
        new GetStatementRequest { Name = Subscription(contract), Period = period, AsOfUs = asOfSecond == 0 ? 0 : Start + (asOfSecond * Second) }, Run.AsStaff())).Statement;

    public static JsonNode Evidence(Statement statement) => JsonNode.Parse(statement.Evidence)!;

    /// <summary>The first period of a statement that was rated.</summary>
    public static JsonNode Period(Statement statement)
    {
        Assert.Equal("", statement.UnratedBecause);
        return JsonNode.Parse(statement.Document)!["periods"]![0]!;
    }

    public async ValueTask DisposeAsync()
    {
        await Run.DisposeAsync();
        await _log.DisposeAsync();
        _scratch.Dispose();
    }
}
