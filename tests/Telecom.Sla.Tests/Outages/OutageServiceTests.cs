using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Outages;
using Telecom.Sla.Tests.Fakes;
using Telecom.Sla.Tests.Service;
using Telecom.Sla.V1;
using Telecom.Storage.Sqlite;
using Telecom.Support.V1;
using static Telecom.Sla.Tests.Outages.OutageCalls;
using WireRange = Telecom.Common.V1.TimeRange;

namespace Telecom.Sla.Tests.Outages;

/// <summary>From records in the real log to outages on the wire, over the real host and the embedded stores.</summary>
public sealed class OutageServiceTests : IDisposable
{
    private const long Second = 1_000_000;
    private const long Start = Catalogue.SubscriptionStart;
    private const string Line = "customers/at-justlogin/circuits/line-0";

    private readonly Scratch _scratch = new();
    private readonly ShiftedClock _clock = new(At(Start + (600 * Second)));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task An_outage_is_detected_told_on_the_feed_and_listed_and_survives_a_restart()
    {
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        OutageRecord known;
        long position;
        await using (SlaRun run = await StartAsync())
        {
            using AsyncServerStreamingCall<WatchOutageEventsResponse> feed = Watch(run, "customers/acme", 0, run.Viewer);
            await SlaRun.AppendAsync(log, Batches(RandomBatches.Circuit(1), RandomBatches.Lane(1), 1, 0, 300, second => second is >= 60 and < 120));
            List<OutageEvent> events = await TakeAsync(feed, 2);

            Assert.Equal([OutageEventKind.Detected, OutageEventKind.Ended], events.Select(one => one.Kind));
            Assert.Equal(events.Select(one => one.Outage.Name + "/events/" + one.Outage.Etag), events.Select(one => one.Id));
            known = events[1].Outage;
            position = events[0].Position;
            Assert.Equal((Start + (60 * Second), Start + (120 * Second)), (known.Measured.StartUs, known.Measured.EndUs));
            Assert.Equal(known.Measured, known.Counted);
            Assert.Equal("Counted as measured: downtime begins with the failure itself (clause \"availability\").", known.CountedBecause);
            Assert.Equal(
                (RandomBatches.Circuit(1), "customers/acme/subscriptions/main", Catalogue.Contract), (known.Circuit, known.Subscription, known.Contract));
            Assert.Equal(Start + (600 * Second), known.RecordedAtUs);
            Assert.Equal(known, (await Client(run).GetOutageAsync(new GetOutageRequest { Name = known.Name }, run.Viewer)).Outage);
        }

        await using SlaRun again = await StartAsync();
        Assert.Equal(known, (await Client(again).GetOutageAsync(new GetOutageRequest { Name = known.Name }, again.Viewer)).Outage);
        Assert.Equal([known], (await Client(again).ListOutagesAsync(new ListOutagesRequest { Parent = "customers/acme" }, again.Viewer)).Outages);

        // Who resumes gets what it has not got, and nothing twice; the same for everybody's feed.
        using AsyncServerStreamingCall<WatchOutageEventsResponse> rest = Watch(again, "customers/acme", position, again.Viewer);
        Assert.Equal(OutageEventKind.Ended, Assert.Single(await TakeAsync(rest, 1)).Kind);
        using AsyncServerStreamingCall<WatchOutageEventsResponse> all = Watch(again, "customers/-", 0, again.As(new Caller("support", null, new HashSet<Role> { Role.Service }, null), "support"));
        Assert.Equal(2, (await TakeAsync(all, 2)).Count);
        using AsyncServerStreamingCall<WatchOutageEventsResponse> none = Watch(again, "customers/borealis", 0, again.AsStaff());
        Assert.Empty(await TakeUntilLifeAsync(none));
    }

    [Fact]
    public async Task From_now_on_means_what_comes_later_and_a_drain_ends_the_stream_in_order()
    {
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        SlaRun run = await StartAsync();
        await SlaRun.AppendAsync(log, Batches(RandomBatches.Circuit(1), RandomBatches.Lane(1), 1, 0, 300, second => second is >= 60 and < 120));
        await Until.TrueAsync(async () => (await ListAsync(run, "customers/acme")) is [{ Ongoing: false }]);

        using AsyncServerStreamingCall<WatchOutageEventsResponse> feed = Watch(run, "customers/-", -1, run.AsStaff());
        Assert.True(await feed.ResponseStream.MoveNext());
        long position = feed.ResponseStream.Current.Position;
        Assert.True(position > 0);
        Assert.Empty(feed.ResponseStream.Current.Events);
        await SlaRun.AppendAsync(log, Batches(RandomBatches.Circuit(2), RandomBatches.Lane(2), 1, 0, 300, second => second >= 200));
        OutageEvent begun = Assert.Single(await TakeAsync(feed, 1));
        Assert.Equal((OutageEventKind.Detected, true, RandomBatches.Circuit(2)), (begun.Kind, begun.Outage.Ongoing, begun.Outage.Circuit));
        Assert.True(begun.Position > position);

        Task stopping = run.App.StopAsync();
        while (await feed.ResponseStream.MoveNext())
        {
            Assert.Equal(begun.Position, feed.ResponseStream.Current.Position);
        }

        Assert.Equal(StatusCode.OK, feed.GetStatus().StatusCode);
        await stopping;
        await run.DisposeAsync();
    }

    [Fact]
    public async Task A_customers_case_starts_the_contractual_ledger_and_is_not_taken_twice()
    {
        await using FakeSupport support = await FakeSupport.StartAsync();
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        ProducerLane lane = new("customers/at-justlogin/agents/probe-0", RandomBatches.Lane(0).Epoch, 0);
        await SlaRun.AppendAsync(log, Batches(Line, lane, 1, 0, 300, second => second is >= 60 and < 180));
        string name;
        await using (SlaRun run = await StartAsync(support.Address))
        {
            await Until.TrueAsync(async () => (await ListAsync(run, "customers/at-justlogin")) is [{ Ongoing: false }]);
            OutageRecord before = Assert.Single(await ListAsync(run, "customers/at-justlogin"));
            name = before.Name;
            Assert.Null(before.Counted);
            Assert.Contains("nobody has reported it", before.CountedBecause, StringComparison.Ordinal);

            support.Add(new CaseEvent
            {
                Type = "case.opened",
                Case = "customers/at-justlogin/cases/c1",
                Circuit = Line,
                Origin = CaseOrigin.Customer,
                ReportedAtUs = Start + (90 * Second),
            });
            await Until.TrueAsync(async () => (await GetAsync(run, name)).ReportedAtUs > 0);
            support.Add(new CaseEvent { Type = "case.linked", Case = "customers/at-justlogin/cases/c2", Link = name, Origin = CaseOrigin.Staff });
            await Until.TrueAsync(async () => (await GetAsync(run, name)).Cases.Count == 2);
            OutageRecord after = await GetAsync(run, name);
            Assert.Equal(new WireRange { StartUs = Start + (90 * Second), EndUs = Start + (180 * Second) }, after.Counted);
            Assert.Equal(new WireRange { StartUs = Start + (60 * Second), EndUs = Start + (180 * Second) }, after.Measured);
            Assert.Equal("4", after.Etag);
            await Until.TrueAsync(() => run.App.Services.GetRequiredService<FactBook>().Follower.Position == 20);
        }

        await using SlaRun again = await StartAsync(support.Address);
        await Until.TrueAsync(() => support.Asked.Count >= 2 && support.Asked.Last().AfterPosition == 20);
        Assert.All(support.Asked, asked => Assert.Equal("customers/-", asked.Parent));
        Assert.Equal(0, support.Asked.First().AfterPosition);
        Assert.Equal("4", (await GetAsync(again, name)).Etag);
    }

    [Fact]
    public async Task Support_may_be_away_and_its_feed_is_followed_when_it_comes()
    {
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        await SlaRun.AppendAsync(log, Batches(RandomBatches.Circuit(1), RandomBatches.Lane(1), 1, 0, 300, second => second is >= 60 and < 180));
        FakeSupport first = await FakeSupport.StartAsync();
        string address = first.Address;
        await first.DisposeAsync();
        await using SlaRun run = await StartAsync(address);
        await Until.TrueAsync(async () => (await ListAsync(run, "customers/acme")).Count == 1);
        await Until.TrueAsync(() => run.Logs.Entries.Any(entry => entry.Id.Id == 171));

        await using FakeSupport support = await FakeSupport.StartAsync(address);
        support.Add(new CaseEvent
        {
            Type = "case.opened",
            Case = "customers/acme/cases/c1",
            Circuit = RandomBatches.Circuit(1),
            Origin = CaseOrigin.Staff,
            ReportedAtUs = Start + (90 * Second),
        });

        await Until.TrueAsync(async () => (await ListAsync(run, "customers/acme"))[0].ReportedAtUs == Start + (90 * Second));
        Assert.Single(run.Logs.Entries, entry => entry.Id.Id == 171);
    }

    private Task<SlaRun> StartAsync(string support = "http://127.0.0.1:1") => OutageCalls.StartAsync(_scratch, _clock, support);
}
