using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Tests.Fakes;
using Telecom.Sla.Tests.Service;
using Telecom.Sla.V1;
using Telecom.Storage.Sqlite;
using static Telecom.Sla.Tests.Outages.OutageCalls;
using WireRange = Telecom.Common.V1.TimeRange;

namespace Telecom.Sla.Tests.Outages;

/// <summary>Who may ask for which outages, and what wrong questions are answered.</summary>
public sealed class OutageRequestTests : IDisposable
{
    private const long Second = 1_000_000;
    private const long Start = Catalogue.SubscriptionStart;

    private readonly Scratch _scratch = new();
    private readonly ShiftedClock _clock = new(At(Start + (600 * Second)));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Outages_come_in_pages_newest_first_and_by_circuit_and_time()
    {
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        await using SlaRun run = await StartAsync(_scratch, _clock);
        await SlaRun.AppendAsync(log, Batches(RandomBatches.Circuit(1), RandomBatches.Lane(1), 1, 0, 500, second => second % 100 is >= 40 and < 80));
        await SlaRun.AppendAsync(log, Batches(RandomBatches.Circuit(2), RandomBatches.Lane(2), 1, 0, 500, second => second is >= 250 and < 400));
        await Until.TrueAsync(async () => (await ListAsync(run, "customers/acme")).Count == 6);

        List<OutageRecord> seen = [];
        ListOutagesRequest request = new() { Parent = "customers/acme", PageSize = 2 };
        do
        {
            ListOutagesResponse page = await Client(run).ListOutagesAsync(request, run.Viewer);
            Assert.InRange(page.Outages.Count, 1, 2);
            seen.AddRange(page.Outages);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal([440, 340, 250, 240, 140, 40], seen.Select(outage => (outage.Measured.StartUs - Start) / Second));

        ListOutagesResponse byCircuit = await Client(run).ListOutagesAsync(
            new ListOutagesRequest { Parent = "customers/acme", Circuit = RandomBatches.Circuit(2) }, run.Viewer);
        Assert.Equal(RandomBatches.Circuit(2), Assert.Single(byCircuit.Outages).Circuit);
        ListOutagesResponse touching = await Client(run).ListOutagesAsync(
            new ListOutagesRequest { Parent = "customers/acme", Touching = new WireRange { StartUs = Start + (180 * Second), EndUs = Start + (250 * Second) } }, run.Viewer);
        Assert.Equal([240], touching.Outages.Select(outage => (outage.Measured.StartUs - Start) / Second));
    }

    [Fact]
    public async Task Another_customers_outages_look_like_ones_that_do_not_exist()
    {
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        await using SlaRun run = await StartAsync(_scratch, _clock);
        await SlaRun.AppendAsync(log, Batches(RandomBatches.Circuit(1), RandomBatches.Lane(1), 1, 0, 300, second => second is >= 60 and < 120));
        await Until.TrueAsync(async () => (await ListAsync(run, "customers/acme")).Count == 1);
        string name = (await ListAsync(run, "customers/acme"))[0].Name;
        Metadata stranger = run.AsCustomer("borealis");

        await NotFoundAsync(() => Client(run).GetOutageAsync(new GetOutageRequest { Name = name }, stranger).ResponseAsync, name);
        await NotFoundAsync(() => Client(run).GetOutageAsync(new GetOutageRequest { Name = "customers/acme/outages/none" }, run.Viewer).ResponseAsync, "customers/acme/outages/none");
        foreach (string parent in new[] { "customers/acme", "customers/nobody" })
        {
            await NotFoundAsync(() => Client(run).ListOutagesAsync(new ListOutagesRequest { Parent = parent }, stranger).ResponseAsync, parent);
        }

        foreach (string parent in new[] { "customers/acme", "customers/nobody", "customers/-" })
        {
            await NotFoundAsync(() => Watch(run, parent, 0, stranger).ResponseStream.MoveNext(), parent);
        }

        await NotFoundAsync(() => Watch(run, "customers/nobody", 0, run.AsStaff()).ResponseStream.MoveNext(), "customers/nobody");
        RpcException agent = await Assert.ThrowsAsync<RpcException>(() => Client(run).GetOutageAsync(
            new GetOutageRequest { Name = name },
            run.As(new Caller("customers/acme/agents/probe-1", "acme", new HashSet<Role> { Role.Agent }, "customers/acme/agents/probe-1"))).ResponseAsync);
        Assert.Equal(StatusCode.PermissionDenied, agent.StatusCode);
    }

    [Fact]
    public async Task A_wrong_question_is_answered_with_every_wrong_field()
    {
        await using SlaRun run = await StartAsync(_scratch, _clock);

        await InvalidAsync(
            () => Client(run).GetOutageAsync(new GetOutageRequest { Name = "outages/o1" }, run.Viewer).ResponseAsync,
            ("name", "MALFORMED_NAME", "\"outages/o1\" is not of the form \"customers/{customer}/outages/{id}\"; an id has " + ResourceName.IdRule));
        await InvalidAsync(
            () => Client(run).ListOutagesAsync(
                new ListOutagesRequest
                {
                    Parent = "customers/-",
                    Circuit = "line-1",
                    Touching = new WireRange { StartUs = 5, EndUs = 4 },
                    PageSize = 1001,
                    PageToken = "!",
                },
                run.AsStaff()).ResponseAsync,
            ("parent", "MALFORMED_NAME", "\"customers/-\" is not of the form \"customers/{customer}\"; an id has " + ResourceName.IdRule),
            ("circuit", "MALFORMED_NAME", "\"line-1\" is not of the form \"customers/{customer}/circuits/{id}\"; an id has " + ResourceName.IdRule),
            ("touching.end_us", "END_BEFORE_START", "4 is before start_us (5); allowed is the start or later"),
            ("page_size", "OUT_OF_RANGE", "1001 is not allowed: 0 (which means 100), or 1 to 1000"),
            ("page_token", "MALFORMED_TOKEN", "it is not a next_page_token of this list; allowed is such a token, or empty for the first page"));
        await InvalidAsync(
            () => Watch(run, "acme", -2, run.AsStaff()).ResponseStream.MoveNext(),
            ("parent", "MALFORMED_NAME", "\"acme\" is not of the form \"customers/{customer}\"; an id has " + ResourceName.IdRule),
            ("after_position", "OUT_OF_RANGE", "-2 is not allowed: a position, 0 (from the beginning) or -1 (from now on)"));
    }
}
