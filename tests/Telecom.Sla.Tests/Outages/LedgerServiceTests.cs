using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Tests.Fakes;
using Telecom.Sla.Tests.Service;
using Telecom.Sla.V1;
using Telecom.Storage.Sqlite;
using WireRange = Telecom.Common.V1.TimeRange;

namespace Telecom.Sla.Tests.Outages;

/// <summary>Exclusions and claims as facts that their outages list and the feed carries.</summary>
public sealed class LedgerServiceTests : IDisposable
{
    private const long Second = 1_000_000;
    private const long Start = Catalogue.SubscriptionStart;
    private const string Request = "3f0c4c9e-7d0b-4f5e-9d43-0d7c0a2b1c11";

    private readonly Scratch _scratch = new();
    private readonly ShiftedClock _clock = new(DateTimeOffset.UnixEpoch.AddTicks((Start + (600 * Second)) * 10));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task An_exclusion_is_recorded_decided_listed_by_its_outage_and_told_on_the_feed()
    {
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        await using SlaRun run = await StartAsync();
        string outage = await OutageAsync(run, log);
        CreateExclusionRequest request = new()
        {
            Parent = "customers/acme",
            RequestId = Request,
            Exclusion = new Exclusion { Outage = outage, Category = "third_party", Evidence = "The carrier's notice of that day.", Case = "customers/acme/cases/c1" },
        };

        Exclusion made = (await Ledger(run).CreateExclusionAsync(request, run.AsStaff())).Exclusion;
        Assert.Equal(
            (outage, RandomBatches.Circuit(1), "third_party", "exclusions", ExclusionStatus.Proposed, "Sam", Start + (600 * Second), "1"),
            (made.Outage, made.Circuit, made.Category, made.Clause, made.Status, made.CreatedBy, made.RecordedAtUs, made.Etag));
        Assert.Equal(new WireRange { StartUs = Start + (60 * Second), EndUs = Start + (120 * Second) }, made.Time);
        Assert.Equal(made, (await Ledger(run).CreateExclusionAsync(request, run.AsStaff())).Exclusion);

        DecideExclusionRequest decide = new() { Name = made.Name, Status = ExclusionStatus.Approved, Reason = "Checked.", Etag = "1" };
        Exclusion decided = (await Ledger(run).DecideExclusionAsync(decide, run.AsStaff(Role.Admin))).Exclusion;
        Assert.Equal((ExclusionStatus.Approved, "Sam", "Checked.", "2"), (decided.Status, decided.DecidedBy, decided.DecisionReason, decided.Etag));
        Assert.Equal(decided, (await Ledger(run).DecideExclusionAsync(decide, run.AsStaff(Role.Admin))).Exclusion);
        Assert.Equal(decided, (await Ledger(run).GetExclusionAsync(new GetExclusionRequest { Name = made.Name }, run.Viewer)).Exclusion);
        Assert.Equal([decided], (await Ledger(run).ListExclusionsAsync(new ListExclusionsRequest { Parent = "customers/acme", Outage = outage }, run.Viewer)).Exclusions);

        OutageRecord record = await GetAsync(run, outage);
        Assert.Equal([made.Name], record.Exclusions);
        Assert.Equal(
            [OutageEventKind.Detected, OutageEventKind.Ended, OutageEventKind.Exclusion, OutageEventKind.Exclusion], await KindsAsync(run, 4));

        RpcException stale = await Assert.ThrowsAsync<RpcException>(() => Ledger(run).DecideExclusionAsync(
            new DecideExclusionRequest { Name = made.Name, Status = ExclusionStatus.Rejected, Reason = "No.", Etag = "1" }, run.AsStaff()).ResponseAsync);
        Assert.Equal((StatusCode.Aborted, $"{made.Name} has the etag \"2\", not \"1\"; read it again."), (stale.StatusCode, stale.Status.Detail));
        request.Exclusion.Evidence = "Something else.";
        RpcException other = await Assert.ThrowsAsync<RpcException>(() => Ledger(run).CreateExclusionAsync(request, run.AsStaff()).ResponseAsync);
        Assert.Equal(StatusCode.AlreadyExists, other.StatusCode);
    }

    [Fact]
    public async Task An_exclusion_of_a_time_of_a_circuit_is_told_to_the_outages_that_it_overlaps()
    {
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        await using SlaRun run = await StartAsync();
        string outage = await OutageAsync(run, log);

        Exclusion[] made =
        [
            await MakeAsync(run, "00000000-0000-0000-0000-000000000001", 119, 500),
            await MakeAsync(run, "00000000-0000-0000-0000-000000000002", 120, 500),
        ];

        Assert.Equal([made[0].Name], (await GetAsync(run, outage)).Exclusions);
        List<Exclusion> seen = [];
        ListExclusionsRequest request = new() { Parent = "customers/acme", PageSize = 1 };
        do
        {
            ListExclusionsResponse page = await Ledger(run).ListExclusionsAsync(request, run.Viewer);
            seen.AddRange(page.Exclusions);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal([made[1], made[0]], seen);
    }

    [Fact]
    public async Task A_claim_is_filed_once_shows_its_deadline_and_survives_a_restart()
    {
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        Claim filed;
        string outage;
        FileClaimRequest request = new() { Parent = "customers/acme", RequestId = Request };
        await using (SlaRun run = await StartAsync())
        {
            outage = await OutageAsync(run, log);
            request.Claim = new Claim
            {
                Subscription = "customers/acme/subscriptions/main",
                Outage = outage,
                Case = "customers/acme/cases/c1",
                Contents = new ClaimContents { Subject = "SLA claim", IncidentTimes = "1 November, 00:01 to 00:02", AccountEmail = "jo@acme.example" },
            };
            filed = (await Ledger(run).FileClaimAsync(request, AsAdmin(run))).Claim;
            Assert.Equal(("Jo", Start + (600 * Second), request.Claim.Contents), (filed.FiledBy, filed.FiledAtUs, filed.Contents));

            // Infopromo: seven days from the end of the outage, to local midnight.
            Assert.Equal(Start + (8 * 86_400 * Second), filed.ClaimDeadline.AtUs);
            Assert.Equal((false, "claim"), (filed.ClaimDeadline.Inclusive, filed.ClaimDeadline.Clause));
            Assert.Null(filed.TicketDeadline);
            Assert.Equal(filed, (await Ledger(run).FileClaimAsync(request, AsAdmin(run))).Claim);
            Assert.Equal([OutageEventKind.Detected, OutageEventKind.Ended, OutageEventKind.Claim], await KindsAsync(run, 3));
        }

        await using SlaRun again = await StartAsync();
        Assert.Equal([filed.Name], (await GetAsync(again, outage)).Claims);
        Assert.Equal(filed, (await Ledger(again).FileClaimAsync(request, AsAdmin(again))).Claim);
        Assert.Equal(filed, (await Ledger(again).GetClaimAsync(new GetClaimRequest { Name = filed.Name }, again.Viewer)).Claim);
        Assert.Equal([filed], (await Ledger(again).ListClaimsAsync(new ListClaimsRequest { Parent = "customers/acme" }, again.Viewer)).Claims);
        Assert.Equal("3", (await GetAsync(again, outage)).Etag);
        request.Claim.Contents.Subject = "Another";
        RpcException other = await Assert.ThrowsAsync<RpcException>(() => Ledger(again).FileClaimAsync(request, AsAdmin(again)).ResponseAsync);
        Assert.Equal(StatusCode.AlreadyExists, other.StatusCode);
    }

    [Fact]
    public async Task Roles_and_tenancy_hold()
    {
        await using SlaRun run = await StartAsync();
        Exclusion made = await MakeAsync(run, Request, 0, 10);

        foreach (Func<Task> denied in new Func<Task>[]
        {
            () => Ledger(run).CreateExclusionAsync(new CreateExclusionRequest(), AsAdmin(run)).ResponseAsync,
            () => Ledger(run).DecideExclusionAsync(new DecideExclusionRequest(), AsAdmin(run)).ResponseAsync,
            () => Ledger(run).DecideExclusionAsync(new DecideExclusionRequest(), run.AsStaff(Role.Billing)).ResponseAsync,
            () => Ledger(run).FileClaimAsync(new FileClaimRequest(), run.Viewer).ResponseAsync,
        })
        {
            Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(denied)).StatusCode);
        }

        Metadata stranger = run.AsCustomer("borealis");
        await OutageCalls.NotFoundAsync(() => Ledger(run).GetExclusionAsync(new GetExclusionRequest { Name = made.Name }, stranger).ResponseAsync, made.Name);
        await OutageCalls.NotFoundAsync(
            () => Ledger(run).ListExclusionsAsync(new ListExclusionsRequest { Parent = "customers/acme" }, stranger).ResponseAsync, "customers/acme");
        await OutageCalls.NotFoundAsync(
            () => Ledger(run).ListClaimsAsync(new ListClaimsRequest { Parent = "customers/acme" }, stranger).ResponseAsync, "customers/acme");
        await OutageCalls.NotFoundAsync(
            () => Ledger(run).FileClaimAsync(
                new FileClaimRequest { Parent = "customers/borealis", RequestId = Request, Claim = new Claim { Subscription = "customers/borealis/subscriptions/main" } },
                AsAdmin(run)).ResponseAsync,
            "customers/borealis");
        await OutageCalls.NotFoundAsync(
            () => Ledger(run).GetClaimAsync(new GetClaimRequest { Name = "customers/acme/claims/none" }, run.Viewer).ResponseAsync, "customers/acme/claims/none");
    }

    [Fact]
    public async Task A_wrong_exclusion_is_answered_with_every_wrong_field()
    {
        await using SlaRun run = await StartAsync();

        await OutageCalls.InvalidAsync(
            () => Ledger(run).CreateExclusionAsync(new CreateExclusionRequest { Parent = "acme", RequestId = "1" }, run.AsStaff()).ResponseAsync,
            ("parent", "MALFORMED_NAME", "\"acme\" is not of the form \"customers/{customer}\"; an id has " + ResourceName.IdRule),
            ("request_id", "MALFORMED_UUID", "\"1\" is no UUID like \"3f0c4c9e-7d0b-4f5e-9d43-0d7c0a2b1c11\""),
            ("exclusion", "REQUIRED", "an exclusion is needed"));
        await OutageCalls.InvalidAsync(
            () => CreateAsync(run, new Exclusion { Time = new WireRange { StartUs = 5, EndUs = 5 }, Case = "c1" }),
            ("exclusion.outage", "REQUIRED", "an outage or a circuit is needed"),
            ("exclusion.case", "MALFORMED_NAME", "\"c1\" is not of the form \"customers/{customer}/cases/{id}\"; an id has " + ResourceName.IdRule),
            ("exclusion.evidence", "REQUIRED", "a text of 1 to 10000 characters is needed, not all blank"),
            ("exclusion.time", "EMPTY_RANGE", "[5, 5) is not allowed: a start of 0 or more and an end after it"));
        await OutageCalls.InvalidAsync(
            () => CreateAsync(run, new Exclusion { Circuit = "customers/borealis/circuits/line-0", Evidence = new string('e', 10_001) }),
            ("exclusion.circuit", "NO_SUCH_CIRCUIT", "there is no customers/borealis/circuits/line-0 of customers/acme"),
            ("exclusion.evidence", "TOO_LONG", "has 10001 characters; at most 10000 are allowed"),
            ("exclusion.time", "REQUIRED", "a time is needed when no outage is named"));
        await OutageCalls.InvalidAsync(
            () => CreateAsync(run, new Exclusion
            {
                Circuit = RandomBatches.Circuit(1),
                Outage = "customers/acme/outages/o1",
                Time = new WireRange { StartUs = Start, EndUs = Start + 1 },
                Evidence = "e",
                Category = "weather",
            }),
            ("exclusion.outage", "NO_SUCH_OUTAGE", "there is no customers/acme/outages/o1 of customers/acme"),
            ("exclusion.category", "NO_SUCH_CATEGORY", "\"weather\" is no category of contracts/infopromo; allowed: cyber_attack, force_majeure, scheduled_maintenance, third_party"));
        await OutageCalls.InvalidAsync(
            () => Ledger(run).DecideExclusionAsync(new DecideExclusionRequest { Name = "x", Status = ExclusionStatus.Proposed, Reason = " " }, run.AsStaff()).ResponseAsync,
            ("name", "MALFORMED_NAME", "\"x\" is not of the form \"customers/{customer}/exclusions/{id}\"; an id has " + ResourceName.IdRule),
            ("status", "NO_DECISION", "1 is not allowed: EXCLUSION_STATUS_APPROVED or EXCLUSION_STATUS_REJECTED"),
            ("reason", "REQUIRED", "a text of 1 to 10000 characters is needed, not all blank"));
    }

    [Fact]
    public async Task A_wrong_claim_is_answered_with_every_wrong_field()
    {
        await using SlaRun run = await StartAsync();

        await OutageCalls.InvalidAsync(
            () => Ledger(run).FileClaimAsync(new FileClaimRequest { Parent = "customers/acme" }, run.AsStaff()).ResponseAsync,
            ("request_id", "MALFORMED_UUID", "\"\" is no UUID like \"3f0c4c9e-7d0b-4f5e-9d43-0d7c0a2b1c11\""),
            ("claim", "REQUIRED", "a claim is needed"));
        await OutageCalls.InvalidAsync(
            () => FileAsync(run, new Claim { Case = "customers/borealis/cases/c1", Contents = new ClaimContents { Subject = new string('s', 1001) } }),
            ("claim.subscription", "REQUIRED", "a subscription is needed"),
            ("claim.case", "NO_SUCH_CASE", "there is no customers/borealis/cases/c1 of customers/acme"),
            ("claim.contents.subject", "TOO_LONG", "has 1001 characters; at most 1000 are allowed"));
        await OutageCalls.InvalidAsync(
            () => FileAsync(run, new Claim { Subscription = "customers/acme/subscriptions/none", Outage = "customers/acme/outages/o1" }),
            ("claim.subscription", "NO_SUCH_SUBSCRIPTION", "there is no customers/acme/subscriptions/none of customers/acme"),
            ("claim.outage", "NO_SUCH_OUTAGE", "there is no customers/acme/outages/o1 of customers/acme"));
    }

    private static LedgerService.LedgerServiceClient Ledger(SlaRun run) => new(run.Channel);

    private static Metadata AsAdmin(SlaRun run) => run.As(new Caller("Jo", "acme", new HashSet<Role> { Role.CustomerAdmin }, null));

    private static Task<CreateExclusionResponse> CreateAsync(SlaRun run, Exclusion exclusion) => Ledger(run).CreateExclusionAsync(
        new CreateExclusionRequest { Parent = "customers/acme", RequestId = Request, Exclusion = exclusion }, run.AsStaff()).ResponseAsync;

    private static Task<FileClaimResponse> FileAsync(SlaRun run, Claim claim) => Ledger(run).FileClaimAsync(
        new FileClaimRequest { Parent = "customers/acme", RequestId = Request, Claim = claim }, run.AsStaff()).ResponseAsync;

    private static async Task<Exclusion> MakeAsync(SlaRun run, string request, long from, long to) => (await Ledger(run).CreateExclusionAsync(
        new CreateExclusionRequest
        {
            Parent = "customers/acme",
            RequestId = request,
            Exclusion = new Exclusion
            {
                Circuit = RandomBatches.Circuit(1),
                Time = new WireRange { StartUs = Start + (from * Second), EndUs = Start + (to * Second) },
                Category = "force_majeure",
                Evidence = "A flood.",
            },
        },
        run.AsStaff())).Exclusion;

    private static async Task<OutageRecord> GetAsync(SlaRun run, string name) =>
        (await new OutageService.OutageServiceClient(run.Channel).GetOutageAsync(new GetOutageRequest { Name = name }, run.AsStaff())).Outage;

    private static async Task<List<OutageEventKind>> KindsAsync(SlaRun run, int count)
    {
        using CancellationTokenSource bound = new(TimeSpan.FromSeconds(60));
        using AsyncServerStreamingCall<WatchOutageEventsResponse> feed = new OutageService.OutageServiceClient(run.Channel)
            .WatchOutageEvents(new WatchOutageEventsRequest { Parent = "customers/acme" }, run.Viewer);
        List<OutageEventKind> kinds = [];
        while (kinds.Count < count && await feed.ResponseStream.MoveNext(bound.Token))
        {
            kinds.AddRange(feed.ResponseStream.Current.Events.Select(one => one.Kind));
        }

        return kinds;
    }

    /// <summary>An outage of a minute that is over.</summary>
    private static async Task<string> OutageAsync(SlaRun run, SqliteSampleLog log)
    {
        await SlaRun.AppendAsync(log, OutageCalls.Batches(RandomBatches.Circuit(1), RandomBatches.Lane(1), 1, 0, 300, second => second is >= 60 and < 120));
        string name = "";
        await Until.TrueAsync(async () =>
        {
            ListOutagesResponse list = await new OutageService.OutageServiceClient(run.Channel).ListOutagesAsync(
                new ListOutagesRequest { Parent = "customers/acme" }, run.Viewer);
            name = list.Outages is [{ Ongoing: false } one] ? one.Name : "";
            return name.Length > 0;
        });
        return name;
    }

    private Task<SlaRun> StartAsync() => SlaRun.StartAsync(_scratch, _clock, Agreements.Snapshot(), settings: new() { ["Sla:Outages:Interval"] = "00:00:00.02" });
}
