using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Storage.Events;

namespace Telecom.Catalog.Tests;

/// <summary>Working time and readings of a subscription: stated when it is created, changed later.</summary>
public sealed class SubscriptionUpdateTests : IDisposable
{
    private const string Name = "customers/acme/subscriptions/s1";

    private readonly Scratch _scratch = new();
    private readonly InMemoryEventStore _store = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Working_time_and_readings_are_kept_in_order_served_and_there_after_a_restart()
    {
        CatalogSnapshot before;
        await using (CatalogRun run = await StartAsync())
        {
            Subscription created = await CreateAsync(run);
            Assert.Equal("1", created.Etag);
            Assert.Null(created.Calendar);
            Subscription updated = await UpdateAsync(run, new Subscription
            {
                Name = Name,
                Etag = "1",
                Calendar = new WorkCalendar
                {
                    Weekend = { "SUN", "FRI", "SUN" },
                    Holidays = { "2026-05-27", "2026-05-26", "2026-05-27" },
                    Opens = "08:30",
                    Closes = "24:00",
                    TimeZone = "Asia/Dubai",
                },
                Readings = { ["IP-R7"] = "change" },
            });
            Assert.Equal(
                new Subscription(created)
                {
                    Etag = "2",
                    Calendar = new WorkCalendar
                    {
                        Weekend = { "FRI", "SUN" },
                        WeekendStated = true,
                        Holidays = { "2026-05-26", "2026-05-27" },
                        Opens = "08:30",
                        Closes = "24:00",
                        TimeZone = "Asia/Dubai",
                    },
                    Readings = { ["IP-R7"] = "change" },
                },
                updated);
            before = await SnapshotAsync(run);
            Assert.Equal(updated, Assert.Single(before.Subscriptions));
            Assert.Equal(updated, (await run.Catalog.ListSubscriptionsAsync(new ListSubscriptionsRequest { Parent = "customers/acme" }, run.Admin)).Subscriptions.Single());
        }

        await using CatalogRun again = await StartAsync();
        Assert.Equal(before, await SnapshotAsync(again));
    }

    [Fact]
    public async Task The_mask_says_what_is_replaced()
    {
        await using CatalogRun run = await StartAsync();
        Subscription stored = await CreateAsync(run, new WorkCalendar { WeekendStated = true }, ("IP-R7", "change"));
        Assert.True(stored.Calendar.WeekendStated);

        // Without a mask what is empty is left alone; the other fields of the message are not looked at.
        stored = await UpdateAsync(run, new Subscription { Name = Name, Plan = "other", Readings = { ["IP-R1"] = "floor" } });
        Assert.Equal("premium", stored.Plan);
        Assert.True(stored.Calendar.WeekendStated);
        Assert.Equal(new Dictionary<string, string> { ["IP-R1"] = "floor" }, stored.Readings);

        // With a mask an empty field goes back to the contract's, and a field that is not in it is not even checked.
        stored = await UpdateAsync(run, new Subscription { Name = Name, Readings = { ["no"] = "such" } }, "calendar");
        Assert.Null(stored.Calendar);
        Assert.Equal(new Dictionary<string, string> { ["IP-R1"] = "floor" }, stored.Readings);
        stored = await UpdateAsync(run, new Subscription { Name = Name, Calendar = new WorkCalendar { Opens = "09:00" } }, "calendar", "readings");
        Assert.Equal("09:00", stored.Calendar.Opens);
        Assert.Empty(stored.Readings);

        // A calendar that states nothing is none.
        stored = await UpdateAsync(run, new Subscription { Name = Name, Calendar = new WorkCalendar() }, "calendar");
        Assert.Null(stored.Calendar);
        Assert.Equal("5", stored.Etag);
    }

    [Fact]
    public async Task Asking_for_what_it_has_changes_nothing_whatever_the_etag()
    {
        await using CatalogRun run = await StartAsync();
        await CreateAsync(run);
        Subscription request = new() { Name = Name, Etag = "1", Calendar = new WorkCalendar { Holidays = { "2026-05-26" } } };
        Subscription first = await UpdateAsync(run, request);
        int events = _store.Events.Count;
        Assert.Equal(first, await UpdateAsync(run, request));
        Assert.Equal(first, await UpdateAsync(run, new Subscription { Name = Name }));
        Assert.Equal(events, _store.Events.Count);
        Assert.Equal("subscription.updated.v1", _store.Events[^1].Type);
    }

    [Fact]
    public async Task A_stale_etag_is_refused_with_the_current_one()
    {
        await using CatalogRun run = await StartAsync();
        await CreateAsync(run);
        await UpdateAsync(run, new Subscription { Name = Name, Etag = "1", Readings = { ["IP-R7"] = "change" } });
        RpcException refused = await Assert.ThrowsAsync<RpcException>(
            () => UpdateAsync(run, new Subscription { Name = Name, Etag = "1", Readings = { ["IP-R7"] = "report" } }));
        Assert.Equal(StatusCode.Aborted, refused.StatusCode);
        ErrorInfo info = RpcErrorDetails.Find<ErrorInfo>(refused)!;
        Assert.Equal(("VERSION_CONFLICT", "1", "2"), (info.Reason, info.Metadata["etag"], info.Metadata["current_etag"]));
        Assert.Equal("change", (await UpdateAsync(run, new Subscription { Name = Name })).Readings["IP-R7"]);
    }

    [Fact]
    public async Task Of_two_instances_that_change_it_at_once_the_later_sees_the_earlier()
    {
        await using CatalogRun one = await StartAsync();
        await using CatalogRun two = await StartAsync();
        await CreateAsync(one);
        bool raced = false;
        _store.BeforeAppend = async stream =>
        {
            if (stream == Name && !raced)
            {
                raced = true;
                await UpdateAsync(two, new Subscription { Name = Name, Readings = { ["IP-R7"] = "change" } });
            }
        };
        Subscription last = await UpdateAsync(one, new Subscription { Name = Name, Calendar = new WorkCalendar { Opens = "09:00" } });
        Assert.True(raced);
        Assert.Equal(("3", "09:00", "change"), (last.Etag, last.Calendar.Opens, last.Readings["IP-R7"]));

        raced = false;
        _store.BeforeAppend = async stream =>
        {
            if (stream == Name && !raced)
            {
                raced = true;
                await UpdateAsync(two, new Subscription { Name = Name, Readings = { ["IP-R7"] = "report" } });
            }
        };
        RpcException refused = await Assert.ThrowsAsync<RpcException>(
            () => UpdateAsync(one, new Subscription { Name = Name, Etag = "3", Calendar = new WorkCalendar { Opens = "10:00" } }));
        Assert.Equal(StatusCode.Aborted, refused.StatusCode);
    }

    [Fact]
    public async Task A_store_of_before_loads_and_its_subscriptions_can_be_changed()
    {
        Subscription old = new() { Name = Name, Contract = "contracts/infopromo", Plan = "premium", StartTimeUs = 5, CreateTimeUs = 6 };
        await _store.AppendAsync(
            "customers/acme", 0, [new NewEvent("1", "customer.created.v1", Google.Protobuf.MessageExtensions.ToByteArray(new Customer { Name = "customers/acme", DisplayName = "A" }), 1)], default);
        await _store.AppendAsync(Name, 0, [new NewEvent("2", "subscription.created.v1", Google.Protobuf.MessageExtensions.ToByteArray(old), 1)], default);
        await using CatalogRun run = await StartAsync();
        Assert.Equal(new Subscription(old) { Etag = "1" }, Assert.Single((await SnapshotAsync(run)).Subscriptions));
        Assert.Equal("2", (await UpdateAsync(run, new Subscription { Name = Name, Etag = "1", Readings = { ["IP-R7"] = "change" } })).Etag);
    }

    [Fact]
    public async Task Creating_it_again_holds_what_is_stated_against_what_is_there()
    {
        await using CatalogRun run = await StartAsync();
        Subscription stored = await CreateAsync(run, new WorkCalendar { Holidays = { "2026-05-26" } }, ("IP-R7", "change"));
        Assert.Equal(stored, await CreateAsync(run));
        Assert.Equal(stored, await CreateAsync(run, new WorkCalendar { Holidays = { "2026-05-26", "2026-05-26" } }, ("IP-R7", "change")));
        foreach (string junk in new[] { "2026-05-27", "soon" })
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => CreateAsync(run, new WorkCalendar { Holidays = { "2026-05-26", junk } }, ("IP-R7", "report")));
            Assert.Equal(StatusCode.AlreadyExists, refused.StatusCode);
            Assert.Equal("different: calendar, readings", RpcErrorDetails.Find<ErrorInfo>(refused)!.Metadata["difference"]);
        }
    }

    [Fact]
    public async Task Nobody_but_an_admin_changes_it()
    {
        await using CatalogRun run = await StartAsync();
        await CreateAsync(run);
        foreach (Metadata caller in new[] { run.AsCustomer("acme"), run.As(new Caller("Sue", null, new HashSet<Role> { Role.Support }, null)) })
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await run.Catalog.UpdateSubscriptionAsync(
                new UpdateSubscriptionRequest { Subscription = new Subscription { Name = Name } }, caller));
            Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        }

        RpcException unknown = await Assert.ThrowsAsync<RpcException>(() => UpdateAsync(run, new Subscription { Name = "customers/acme/subscriptions/s9" }));
        Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), (unknown.StatusCode, RpcErrorDetails.ReasonOf(unknown)));
    }

    private static async Task<Subscription> UpdateAsync(CatalogRun run, Subscription subscription, params string[] mask) =>
        (await run.Catalog.UpdateSubscriptionAsync(
            new UpdateSubscriptionRequest { Subscription = subscription, UpdateMask = mask.Length == 0 ? null : new FieldMask { Paths = { mask } } }, run.Admin)).Subscription;

    private static async Task<Subscription> CreateAsync(CatalogRun run, WorkCalendar? calendar = null, params (string Id, string Option)[] readings)
    {
        await run.CustomerAsync("acme");
        Subscription subscription = new() { Name = Name, Contract = "contracts/infopromo", Plan = "premium", Calendar = calendar };
        foreach ((string id, string option) in readings)
        {
            subscription.Readings[id] = option;
        }

        return (await run.Catalog.CreateSubscriptionAsync(new CreateSubscriptionRequest { Subscription = subscription }, run.Admin)).Subscription;
    }

    private static async Task<CatalogSnapshot> SnapshotAsync(CatalogRun run) =>
        (await run.Directory.GetSnapshotAsync(new GetSnapshotRequest(), run.Service)).Snapshot;

    private Task<CatalogRun> StartAsync() => CatalogRun.StartAsync(_scratch, store: _store);
}
