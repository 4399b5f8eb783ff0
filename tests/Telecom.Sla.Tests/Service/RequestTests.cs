using System.Security.Cryptography;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Stores;
using Telecom.Sla.Tests.Fakes;
using Telecom.Sla.V1;
using Telecom.Storage;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;

namespace Telecom.Sla.Tests.Service;

/// <summary>Who may ask what, and what wrong questions are answered.</summary>
public sealed class RequestTests : IDisposable
{
    private const string Agent = "customers/acme/agents/probe-1";

    private static readonly long Now = Instant.FromUtc(2026, 11, 22, 12, 0, 7).ToUnixTimeTicks() / 10;

    private readonly Scratch _scratch = new();
    private readonly ShiftedClock _clock = new(DateTimeOffset.UnixEpoch.AddTicks(Now * 10));

    public static TheoryData<string, string, long, string, string> WrongStatusQuestions => new()
    {
        { "customers/acme/circuits/line-1", "2026-13", 0, "month", "MALFORMED_MONTH" },
        { "customers/acme/circuits/line-1", "2026-12", 0, "month", "IN_FUTURE" },
        { "customers/acme/circuits/line-1", "2026-10", 0, "month", "BEFORE_SUBSCRIPTION" },
        { "customers/acme/circuits/line-1", "", Catalogue.SubscriptionStart - 1, "as_of_us", "BEFORE_SUBSCRIPTION" },
        { "customers/acme/circuits/line-1", "", -1, "as_of_us", "OUT_OF_RANGE" },
        { "customers/acme/circuits/line-1", "", long.MaxValue, "as_of_us", "OUT_OF_RANGE" },
        { "customers/acme/circuits/line-1", "2026-11", Catalogue.SubscriptionStart - 1, "month,as_of_us", "IN_FUTURE,BEFORE_SUBSCRIPTION" },
        { "circuits/line-1", "", 0, "name", "MALFORMED_NAME" },
        { "customers/acme/agents/probe-1", "", 0, "name", "MALFORMED_NAME" },
        { "", "soon", -7, "name,as_of_us,month", "MALFORMED_NAME,OUT_OF_RANGE,MALFORMED_MONTH" },
    };

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(WrongStatusQuestions))]
    public async Task A_wrong_question_is_answered_with_every_wrong_field(string name, string month, long asOfUs, string fields, string reasons)
    {
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());

        RpcException error = await Assert.ThrowsAsync<RpcException>(() =>
            run.Sla.GetStatusAsync(new GetStatusRequest { Name = name, Month = month, AsOfUs = asOfUs }, run.Viewer).ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal("INVALID_ARGUMENT", RpcErrorDetails.ReasonOf(error));
        BadRequest bad = RpcErrorDetails.Find<BadRequest>(error)!;
        Assert.Equal(fields.Split(',').Order(), bad.FieldViolations.Select(v => v.Field).Order());
        Assert.Equal(reasons.Split(',').Order(), bad.FieldViolations.Select(v => v.Reason).Order());
        Assert.All(bad.FieldViolations, v => Assert.NotEqual("", v.Description));
    }

    [Fact]
    public async Task Another_customers_resources_look_like_ones_that_do_not_exist()
    {
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());

        foreach (string name in new[] { "customers/borealis/circuits/line-1", "customers/nobody/circuits/line-1", "customers/acme/circuits/none" })
        {
            await NotFoundAsync(() => run.Sla.GetStatusAsync(new GetStatusRequest { Name = name }, run.Viewer), name);
        }

        foreach (string name in new[] { "customers/borealis", "customers/nobody" })
        {
            await NotFoundAsync(() => run.Sla.ListStatusesAsync(new ListStatusesRequest { Parent = name }, run.Viewer), name);
        }

        foreach (string name in new[] { "customers/borealis/agents/probe-1", "customers/acme/agents/none" })
        {
            await NotFoundAsync(() => run.Sla.ListFoldProgressAsync(new ListFoldProgressRequest { Parent = name }, run.Viewer), name);
        }

        Assert.NotNull((await run.Sla.GetStatusAsync(new GetStatusRequest { Name = "customers/borealis/circuits/line-1" }, run.AsCustomer("borealis"))).Status);
        Assert.NotNull((await run.Sla.GetStatusAsync(new GetStatusRequest { Name = "customers/borealis/circuits/line-1" }, run.AsStaff())).Status);
    }

    [Fact]
    public async Task Agents_and_strangers_ask_nothing()
    {
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());
        Metadata asAgent = run.As(new Caller(Agent, "acme", new HashSet<Role> { Role.Agent }, Agent));
        GetStatusRequest request = new() { Name = "customers/acme/circuits/line-1" };

        RpcException denied = await Assert.ThrowsAsync<RpcException>(() => run.Sla.GetStatusAsync(request, asAgent).ResponseAsync);
        RpcException unknown = await Assert.ThrowsAsync<RpcException>(() => run.Sla.GetStatusAsync(request).ResponseAsync);

        Assert.Equal(StatusCode.PermissionDenied, denied.StatusCode);
        Assert.Equal(StatusCode.Unauthenticated, unknown.StatusCode);
    }

    [Fact]
    public async Task Statuses_come_in_pages_by_name_each_once()
    {
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot(circuits: 12));
        List<string> seen = [];
        ListStatusesRequest request = new() { Parent = "customers/acme", PageSize = 5 };
        do
        {
            ListStatusesResponse page = await run.Sla.ListStatusesAsync(request, run.Viewer);
            Assert.InRange(page.Statuses.Count, 1, 5);
            Assert.All(page.Statuses, s => Assert.Equal("2026-11-01T00:00:00Z", new Domain.Time.UtcInstant(s.Period.StartUs).ToString()));
            seen.AddRange(page.Statuses.Select(s => s.Circuit));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"customers/acme/circuits/line-{i}").Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task A_page_that_takes_too_long_is_cut_short_and_goes_on_with_its_token()
    {
        HookedStore slow = new(_clock, async _ =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
            return null;
        });
        await using SlaRun run = await SlaRun.StartAsync(
            _scratch,
            _clock,
            Catalogue.Snapshot(),
            services => services.AddSingleton<CellsOpener>(_ => _ => Task.FromResult<IMeasurementStore>(slow)),
            new() { ["Sla:Status:ListBudget"] = "00:00:00.010" });

        ListStatusesRequest request = new() { Parent = "customers/acme" };
        ListStatusesResponse page = await run.Sla.ListStatusesAsync(request, run.Viewer);
        Assert.Single(page.Statuses);
        request.PageToken = page.NextPageToken;
        ListStatusesResponse next = await run.Sla.ListStatusesAsync(request, run.Viewer);
        Assert.Equal("customers/acme/circuits/line-1", Assert.Single(next.Statuses).Circuit);
    }

    [Fact]
    public async Task Progress_comes_in_pages_by_epoch_and_lane_each_once()
    {
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());
        ProducerLane[] lanes =
            [.. Enumerable.Range(0, 7).Select(i => new ProducerLane(Agent, new SpoolEpoch((UInt128)1 + (uint)(i / 4)), (uint)(i % 4 * 5)))];
        Batch[] batches = [.. lanes.Select(lane => new Batch(lane, 1, Now, [Sample.Loss("customers/acme/circuits/line-1", Now, 3, 1)]))];
        await SlaRun.AppendAsync(log, batches);
        await run.CountedAsync(batches);

        List<FoldProgress> seen = [];
        ListFoldProgressRequest request = new() { Parent = Agent, PageSize = 3 };
        do
        {
            ListFoldProgressResponse page = await run.Sla.ListFoldProgressAsync(request, run.Viewer);
            seen.AddRange(page.Lanes);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(lanes.Select(l => (Convert.ToHexString(l.Epoch.ToBytes()), l.Lane)), seen.Select(p => (Convert.ToHexString(p.SpoolEpoch.Span), p.Lane)));
        Assert.All(seen, p => Assert.Equal((1UL, 1UL, 0UL), (p.FoldedSequence, p.FoldedSamples, p.TooLateSamples)));
    }

    [Theory]
    [InlineData(-1, "", "page_size")]
    [InlineData(1001, "", "page_size")]
    [InlineData(0, "!", "page_token")]
    [InlineData(-1, "bGluZV8x", "page_size,page_token")]
    public async Task Wrong_pages_are_refused(int size, string token, string fields)
    {
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());

        ListStatusesRequest statuses = new() { Parent = "customers/acme", PageSize = size, PageToken = token };
        ListFoldProgressRequest progress = new() { Parent = Agent, PageSize = size, PageToken = token };
        foreach (Func<Task> call in new Func<Task>[]
        {
            () => run.Sla.ListStatusesAsync(statuses, run.Viewer).ResponseAsync,
            () => run.Sla.ListFoldProgressAsync(progress, run.Viewer).ResponseAsync,
        })
        {
            RpcException error = await Assert.ThrowsAsync<RpcException>(call);
            Assert.Equal(fields.Split(','), RpcErrorDetails.Find<BadRequest>(error)!.FieldViolations.Select(v => v.Field));
        }
    }

    [Fact]
    public async Task Without_a_catalogue_the_service_is_not_ready_and_says_when_to_come_back()
    {
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() =>
            run.Sla.GetStatusAsync(new GetStatusRequest { Name = "customers/acme/circuits/line-1" }, run.Viewer).ResponseAsync);

        Assert.Equal((StatusCode.Unavailable, "DEPENDENCY_UNAVAILABLE"), (error.StatusCode, RpcErrorDetails.ReasonOf(error)));
        Assert.NotNull(RpcErrorDetails.Find<RetryInfo>(error));
        HealthCheckResponse health = await new Health.HealthClient(run.Channel).CheckAsync(new HealthCheckRequest());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, health.Status);
    }

    [Fact]
    public async Task With_a_catalogue_the_service_is_ready_though_one_partition_stands_still()
    {
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());
        await log.AppendAsync(new AppendEntry(RandomBatches.Lane(0), 1, new byte[] { 0xff }, 1, 0, default), default);
        await Until.TrueAsync(() => run.Logs.Entries.Any(l => l.Id.Id == 3004));

        HealthCheckResponse health = await new Health.HealthClient(run.Channel).CheckAsync(new HealthCheckRequest());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        CircuitStatus status = await run.StatusAsync("customers/acme/circuits/line-1");
        Assert.Contains(status.Assumptions, text => text.StartsWith("1 of 8 partitions of the log stand still", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_unavailable_and_says_when_to_come_back()
    {
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot(), services =>
            services.AddSingleton<CellsOpener>(_ => _ => Task.FromResult<IMeasurementStore>(
                new HookedStore(_clock, _ => Task.FromResult<Exception?>(new StoreUnavailableException("disk gone", TimeSpan.FromSeconds(7)))))));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() =>
            run.Sla.GetStatusAsync(new GetStatusRequest { Name = "customers/acme/circuits/line-1" }, run.Viewer).ResponseAsync);

        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (error.StatusCode, RpcErrorDetails.ReasonOf(error)));
        Assert.Equal(7, RpcErrorDetails.Find<RetryInfo>(error)!.RetryDelay.Seconds);
    }

    [Fact]
    public async Task What_cannot_be_rated_is_undetermined_and_says_why_and_hides_no_other_circuit()
    {
        CatalogSnapshot snapshot = Catalogue.Snapshot(change: s =>
        {
            ByteString document = ByteString.CopyFromUtf8("schema: nonsense");
            s.Contracts.Add(new Contract { Name = "contracts/broken", Document = document, DocumentSha256 = ByteString.CopyFrom(new byte[32]) });
            AddCircuit(s, "a-broken", "contracts/broken", "premium", Catalogue.SubscriptionStart);
            AddCircuit(s, "b-no-contract", "contracts/none", "premium", Catalogue.SubscriptionStart);
            AddCircuit(s, "c-no-plan", Catalogue.Contract, "golden", Catalogue.SubscriptionStart);
            AddCircuit(s, "d-later", Catalogue.Contract, "premium", Now + 864_000_000_000);
            s.Circuits.Add(new Circuit { Name = "customers/acme/circuits/e-no-subscription", Subscription = "customers/acme/subscriptions/none" });
            ByteString undetected = WithoutDetection();
            s.Contracts.Add(new Contract { Name = "contracts/undetected", Document = undetected, DocumentSha256 = ByteString.CopyFrom(SHA256.HashData(undetected.Span)) });
            AddCircuit(s, "f-not-live", "contracts/undetected", "premium", Catalogue.SubscriptionStart);
        });
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, snapshot);

        ListStatusesResponse list = await run.Sla.ListStatusesAsync(new ListStatusesRequest { Parent = "customers/acme" }, run.Viewer);

        Assert.Equal(9, list.Statuses.Count);
        Assert.All(list.Statuses, s => Assert.Equal(ObjectiveState.Undetermined, s.State));
        string[] texts =
        [
            "the document of contracts/broken cannot be read", "no contract \"contracts/none\"", "no plan \"golden\"", "the subscription begins at",
            "no subscription \"customers/acme/subscriptions/none\"", "does not say how outages are detected",
        ];
        for (int i = 0; i < texts.Length; i++)
        {
            Assert.Contains(list.Statuses[i].Assumptions, text => text.Contains(texts[i], StringComparison.Ordinal));
        }

        Assert.Contains(run.Logs.Entries, l => l.Id.Id == 3031);
        Assert.NotNull(list.Statuses[6].Availability);
        Assert.NotNull((await run.StatusAsync("customers/acme/circuits/d-later")).Period);
    }

    /// <summary>The Infopromo contract without its section on detection, nor the examples that need it.</summary>
    private static ByteString WithoutDetection()
    {
        string yaml = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "contracts", "infopromo.yaml"));
        yaml = Cut(yaml, "    detection:", "    # Maintenance and exclusions");
        return ByteString.CopyFromUtf8(Cut(yaml, "  # What a month allows.", "  # Performance. Each group"));

        static string Cut(string text, string from, string to) => text.Remove(
            text.IndexOf(from, StringComparison.Ordinal), text.IndexOf(to, StringComparison.Ordinal) - text.IndexOf(from, StringComparison.Ordinal));
    }

    private static void AddCircuit(CatalogSnapshot snapshot, string id, string contract, string plan, long startUs)
    {
        snapshot.Subscriptions.Add(new Subscription { Name = $"customers/acme/subscriptions/{id}", Contract = contract, Plan = plan, StartTimeUs = startUs });
        snapshot.Circuits.Add(new Circuit { Name = $"customers/acme/circuits/{id}", Subscription = $"customers/acme/subscriptions/{id}" });
    }

    private static async Task NotFoundAsync<T>(Func<AsyncUnaryCall<T>> call, string name)
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call().ResponseAsync);
        Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), (error.StatusCode, RpcErrorDetails.ReasonOf(error)));
        Assert.Equal($"There is no {name}.", error.Status.Detail);
    }
}
