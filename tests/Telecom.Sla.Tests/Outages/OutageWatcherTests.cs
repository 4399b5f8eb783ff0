using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Outages;
using Telecom.Sla.Tests.Fakes;
using Telecom.Sla.Tests.Service;
using Telecom.Storage.Events;
using Telecom.Storage.Sqlite;
using Telecom.Support.V1;

namespace Telecom.Sla.Tests.Outages;

/// <summary>Looks that become events of a real store.</summary>
public sealed class OutageWatcherTests : IAsyncLifetime, IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly OutageRig _cells = new();
    private readonly ShiftedClock _clock = new(DateTimeOffset.UnixEpoch.AddTicks(OutageRig.At(100).Microseconds * 10));
    private SqliteEventStore _store = null!;

    public async Task InitializeAsync() => _store = await SqliteEventStore.OpenAsync(
        new SqliteEventStoreOptions { Folder = _scratch.Directory }, TimeProvider.System, NullLogger.Instance, default);

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Two_watchers_on_one_store_write_an_outage_once()
    {
        _cells.Measure(0, "...xxxxxx.....xxxx....");
        await _cells.WriteAsync();
        await using WatchRig one = await StartAsync(new SharedEvents(_store));
        await using WatchRig other = await StartAsync(new SharedEvents(_store));

        await Task.WhenAll(one.LookAsync(OutageRig.At(8)).AsTask(), other.LookAsync(OutageRig.At(8)).AsTask());
        await Task.WhenAll(Enumerable.Range(9, 14).SelectMany(to =>
            new[] { one.LookAsync(OutageRig.At(to)).AsTask(), other.LookAsync(OutageRig.At(to)).AsTask() }));

        Assert.Equal(
            ["outage.detected.v1", "outage.ended.v1", "outage.detected.v1", "outage.ended.v1"],
            (await EventsAsync()).Select(one => one.Type));
        await one.Facts.CatchUpAsync(default);
        await other.Facts.CatchUpAsync(default);
        Assert.Equal(
            one.Facts.Book.Circuit(OutageRig.Circuit).Live.Select(outage => (outage.Name, outage.StartUs, outage.EndUs)),
            other.Facts.Book.Circuit(OutageRig.Circuit).Live.Select(outage => (outage.Name, outage.StartUs, outage.EndUs)));
    }

    [Fact]
    public async Task A_watcher_that_was_overtaken_looks_again_and_takes_nothing_back()
    {
        _cells.Measure(0, "...xxxxx");
        await _cells.WriteAsync();
        SharedEvents slow = new(_store);
        await using WatchRig one = await StartAsync(slow);
        await using WatchRig other = await StartAsync(new SharedEvents(_store));
        bool overtaken = false;
        slow.BeforeAppend = async () =>
        {
            if (!overtaken)
            {
                // The first has read the cells; now more come, and the other one is faster.
                overtaken = true;
                _cells.Measure(8, "......");
                _cells.Measure(2, 100, 100);
                await _cells.WriteAsync();
                await other.LookAsync(OutageRig.At(14));
            }
        };

        await one.LookAsync(OutageRig.At(8));
        await one.LookAsync(OutageRig.At(14));

        Assert.True(overtaken);
        Assert.Equal(["outage.detected.v1", "outage.ended.v1"], (await EventsAsync()).Select(stored => stored.Type));
        OutageFact outage = Assert.Single(one.Facts.Book.Circuit(OutageRig.Circuit).Live);
        Assert.Equal((OutageRig.At(2).Microseconds, OutageRig.At(8).Microseconds), (outage.StartUs, outage.EndUs));
    }

    [Fact]
    public async Task A_restart_rebuilds_everything_from_the_events()
    {
        _cells.Measure(0, "...xxxxxx.....xxxx");
        await _cells.WriteAsync();
        CircuitOutages before;
        await using (WatchRig first = await StartAsync(new SharedEvents(_store)))
        {
            await first.LookAsync(OutageRig.At(18));
            await first.Taker.TakeAsync(Opened("customers/acme/cases/c1", 16, CaseOrigin.Customer), default);
            before = first.Facts.Book.Circuit(OutageRig.Circuit);
        }

        await using WatchRig second = await StartAsync(new SharedEvents(_store));
        CircuitOutages after = second.Facts.Book.Circuit(OutageRig.Circuit);
        Assert.Equal(5, after.Version);
        Assert.Equal(before.Version, after.Version);
        Assert.Equal(before.Outages.Values.Select(Shown), after.Outages.Values.Select(Shown));
        Assert.Equal(before.Reports.Values, after.Reports.Values);
        await second.LookAsync(OutageRig.At(18));
        Assert.Equal(5, (await EventsAsync()).Count);

        static string Shown(OutageFact outage) => System.Text.Encoding.UTF8.GetString(FactCodec.Write(new OutageChanged(outage, "")));
    }

    [Fact]
    public async Task Events_of_cases_are_reports_or_links_and_taking_them_again_changes_nothing()
    {
        _cells.Measure(0, "...xxxxxx");
        await _cells.WriteAsync();
        await using WatchRig rig = await StartAsync(new SharedEvents(_store));
        await rig.LookAsync(OutageRig.At(9));
        string name = Assert.Single(rig.Facts.Book.Circuit(OutageRig.Circuit).Live).Name;
        CaseEvent[] events =
        [
            Opened("customers/acme/cases/of-outage", 5, CaseOrigin.Outage, link: name),
            Opened("customers/acme/cases/of-customer", 7, CaseOrigin.Customer),
            Opened("customers/acme/cases/of-staff", 6, CaseOrigin.Staff),
            Opened("customers/acme/cases/elsewhere", 7, CaseOrigin.Customer, circuit: "customers/acme/circuits/line-2"),
            Opened("customers/borealis/cases/foreign", 7, CaseOrigin.Customer),
            Opened("customers/acme/cases/no-circuit", 7, CaseOrigin.Customer, circuit: ""),
            Opened("customers/acme/cases/by-outage", 8, CaseOrigin.Customer, circuit: "", link: name),
            new() { Type = "case.linked", Case = "customers/acme/cases/later", Link = name },
            new() { Type = "case.linked", Case = "customers/acme/cases/wrong", Link = "customers/acme/outages/o0" },
            new() { Type = "case.linked", Case = "customers/borealis/cases/foreign", Link = name },
            new() { Type = "case.resolved", Case = "customers/acme/cases/other", Link = name },
        ];
        for (int time = 0; time < 2; time++)
        {
            foreach (CaseEvent one in events)
            {
                await rig.Taker.TakeAsync(one, default);
            }
        }

        OutageFact outage = rig.Facts.Book.Outage(name)!;
        Assert.Equal(OutageRig.At(6).Microseconds, outage.ReportedAtUs);
        Assert.Equal(["of-customer", "of-staff", "by-outage"], outage.Reports.Select(Last));
        Assert.Equal(["of-outage", "of-customer", "of-staff", "by-outage", "later"], outage.Cases.Select(Last));
        Assert.Equal(6, outage.Place);

        static string Last(string resource) => resource[(resource.LastIndexOf('/') + 1)..];
    }

    [Fact]
    public async Task A_round_looks_at_changed_circuits_and_at_all_of_them_when_it_is_time_to()
    {
        await using WatchRig rig = await StartAsync(new SharedEvents(_store));
        await rig.Watcher.RoundAsync(default);
        _cells.Measure(80, "...xxxxxx.....");
        await _cells.WriteAsync();

        await rig.Watcher.RoundAsync(default);
        Assert.Empty(await EventsAsync());
        rig.Changes.Note("customers/acme/circuits/unknown", 1);
        rig.Changes.Note(OutageRig.Circuit, OutageRig.At(80).Microseconds / UtcInstant.PerMinute);
        await rig.Watcher.RoundAsync(default);
        Assert.Equal(2, (await EventsAsync()).Count);

        // Somebody else folded this: the look at all circuits finds it.
        _cells.Measure(94, "xxxxx");
        await _cells.WriteAsync();
        await rig.Watcher.RoundAsync(default);
        Assert.Equal(2, (await EventsAsync()).Count);
        _clock.Set(_clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        await rig.Watcher.RoundAsync(default);
        Assert.Equal(3, (await EventsAsync()).Count);
    }

    [Fact]
    public async Task An_event_that_this_version_does_not_know_stops_the_start_and_no_guess_is_made()
    {
        await _store.AppendAsync(FactStreams.OfCircuit(OutageRig.Circuit), 0, [new NewEvent("a", "outage.painted.v1", "{}"u8.ToArray(), 1)], default);

        InvalidDataException error = await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync(new SharedEvents(_store)));
        Assert.Contains("event 1 has the unknown type 'outage.painted.v1'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_of_other_facts_in_the_store_are_left_alone()
    {
        await _store.AppendAsync("customers/acme/statements/2026-11", 0, [new NewEvent("a", "statement.closed.v1", "{}"u8.ToArray(), 1)], default);

        await using WatchRig rig = await StartAsync(new SharedEvents(_store));
        Assert.Equal(1, rig.Facts.Book.Position);
    }

    private static CaseEvent Opened(string name, long slice, CaseOrigin origin, string circuit = OutageRig.Circuit, string link = "") => new()
    {
        Type = "case.opened",
        Case = name,
        Circuit = circuit,
        Origin = origin,
        ReportedAtUs = OutageRig.At(slice).Microseconds,
        Link = link,
    };

    private Task<WatchRig> StartAsync(IEventStore events) => WatchRig.StartAsync(_cells.Cells, events, _clock, Catalogue.Snapshot());

    private ValueTask<IReadOnlyList<StoredEvent>> EventsAsync() => _store.FollowAsync(0, 1000, default);
}
