using System.Net;
using Telecom.Storage.Events;
using Telecom.Support.Tests.Webhooks.Fixtures;
using Telecom.Support.V1;
using Telecom.Support.Webhooks;
using Telecom.Support.Webhooks.State;
using Telecom.Support.Webhooks.Work;

namespace Telecom.Support.Tests.Webhooks;

public sealed class WebhookReplicaTests : IAsyncLifetime
{
    private const string Name = "customers/acme/webhooks/w1";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private WebhookRun? _run;

    private WebhookRun Run => _run!;

    private IReadOnlyList<string> Ids => Run.Receiver.Ids(WebhookRun.UrlOf("w1"));

    public async Task InitializeAsync() => _run = await WebhookRun.StartAsync();

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Fact]
    public async Task After_a_crash_what_was_delivered_since_the_checkpoint_comes_again_and_nothing_is_lost()
    {
        Run.Options["Support:Webhooks:CheckpointEvents"] = "4";
        Replica first = await Run.ReplicaAsync();
        _ = await WebhookRun.CreateAsync(first);
        string[] ids = [.. (await Run.EventsAsync(10)).Select(one => one.Id)];
        await Run.ReceivedAsync(10);
        await Until.HoldsAsync(() => first.State("w1").Position > 0, "a checkpoint");
        await Run.KillAsync(first);

        // The dead process' claim holds until its time is up.
        Replica second = await Run.ReplicaAsync();
        ids = [.. ids, .. (await Run.EventsAsync(5)).Select(one => one.Id)];
        await Until.HoldsAsync(() => Ids.Count >= 17, "the rest", () => Run.Clock.Advance(Step));
        Assert.Equal([.. ids[..10], .. ids[8..]], Ids);
        Assert.True(second.State("w1").Version > 0);
    }

    [Fact]
    public async Task A_clean_stop_leaves_nothing_to_repeat()
    {
        Replica first = await Run.ReplicaAsync();
        _ = await WebhookRun.CreateAsync(first);
        string[] ids = [.. (await Run.EventsAsync(10)).Select(one => one.Id)];
        await Run.ReceivedAsync(10);
        await Run.StopAsync(first);
        _ = await Run.ReplicaAsync();
        ids = [.. ids, .. (await Run.EventsAsync(2)).Select(one => one.Id)];
        await Run.ReceivedAsync(12);
        Assert.Equal(ids, Ids.Distinct());
        // Only the last one may have been under way when the process stopped.
        Assert.InRange(Ids.Count, 12, 13);
    }

    [Fact]
    public async Task A_store_that_fails_or_leaves_in_doubt_loses_nothing_and_breaks_no_order()
    {
        Run.Options["Support:Webhooks:CheckpointEvents"] = "1";
        Replica replica = await Run.ReplicaAsync();
        int appends = 0;
        _ = await WebhookRun.CreateAsync(replica);
        replica.Store.Faults = _ => (Interlocked.Increment(ref appends) % 4) switch { 1 => Fault.Before, 3 => Fault.After, _ => Fault.None };
        string[] ids = [.. (await Run.EventsAsync(20)).Select(one => one.Id)];
        await Until.HoldsAsync(() => Ids.Distinct().Count() == 20, "all events", () => Run.Clock.Advance(Step));
        Assert.Equal(ids, Ids.Distinct());
        Assert.True(appends > 20);
    }

    [Fact]
    public async Task Two_processes_deliver_everything_in_order_and_one_takes_over_when_the_other_dies()
    {
        Replica first = await Run.ReplicaAsync();
        Replica second = await Run.ReplicaAsync();
        _ = await WebhookRun.CreateAsync(first);
        await Until.HoldsAsync(() => second.State("w1").Live, "the other process knows it", () => Run.Clock.Advance(Step));
        List<string> ids = [.. (await Run.EventsAsync(50)).Select(one => one.Id)];
        await Until.HoldsAsync(() => Ids.Distinct().Count() == 50, "all events", () => Run.Clock.Advance(Step));

        await Run.KillAsync(first);
        ids.AddRange((await Run.EventsAsync(50)).Select(one => one.Id));
        await Until.HoldsAsync(() => Ids.Distinct().Count() == 100, "the rest", () => Run.Clock.Advance(Step));
        Assert.Equal(ids, Ids.Distinct());
    }

    [Fact]
    public async Task A_process_without_the_master_key_of_a_webhook_leaves_it_alone()
    {
        Replica first = await Run.ReplicaAsync();
        _ = await WebhookRun.CreateAsync(first);
        await Run.StopAsync(first);
        Run.Options["Support:Webhooks:KeyFile"] = Path.Combine(Run.Folder, "other.key");
        Replica stranger = await Run.ReplicaAsync();
        _ = await Run.EventsAsync(1);
        await Until.HoldsAsync(() => stranger.State("w1").Live, "it knows it");
        _ = await WebhookRun.CreateAsync(stranger, "mine");
        await Run.ReceivedAsync(1, "mine");
        Assert.Empty(Ids);

        string secret = (await stranger.Client.RotateWebhookSecretAsync(new RotateWebhookSecretRequest { Name = Name }, stranger.Admin)).Secret;
        await Run.ReceivedAsync(1);
        Assert.NotEmpty(secret);
        Assert.DoesNotContain(' ', Run.Receiver.All[^1].Signature);
    }

    [Fact]
    public async Task A_webhook_that_a_newer_version_wrote_holds_up_no_other()
    {
        Replica replica = await Run.ReplicaAsync();
        _ = await WebhookRun.CreateAsync(replica);
        _ = await WebhookRun.CreateAsync(replica, "newer");
        var painted = new NewEvent("x", "webhook.painted.v9", "{}"u8.ToArray(), Run.NowUs);
        Assert.True((await Run.Store.AppendAsync("customers/acme/webhooks/newer", 1, [painted], default)).Appended);
        await Until.HoldsAsync(() => !replica.Get<WebhookRegistry>().IsLive("customers/acme/webhooks/newer"), "it is seen", () => Run.Clock.Advance(Step));
        string[] ids = [.. (await Run.EventsAsync(5)).Select(one => one.Id)];
        await Run.ReceivedAsync(5);
        Assert.Equal(ids, Ids);
        Assert.Empty(Run.Receiver.Ids(WebhookRun.UrlOf("newer")));
    }

    [Fact]
    public async Task A_stale_owners_checkpoint_loses()
    {
        Replica replica = await Run.ReplicaAsync();
        Run.Receiver.Always(HttpStatusCode.OK);
        _ = await WebhookRun.CreateAsync(replica);
        WebhookJournal stale = Journal(replica, "stale");
        WebhookJournal next = Journal(replica, "next");
        stale.Reset();
        next.Reset();
        Assert.Equal(ClaimResult.Taken, await stale.ClaimAsync(default));
        Assert.Equal(ClaimResult.Held, await stale.ClaimAsync(default));
        Assert.Equal(ClaimResult.Refused, await next.ClaimAsync(default));
        Assert.True(next.IsAnothers());
        stale.Deliver(5);

        Run.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(ClaimResult.Taken, await next.ClaimAsync(default));
        next.Deliver(3);
        Assert.False(await stale.SaveAsync(release: false, default));
        Assert.Equal(0, replica.State("w1").Position);
        Assert.True(await next.SaveAsync(release: false, default));
        Assert.Equal((3L, "next"), (replica.State("w1").Position, replica.State("w1").Owner));
        Assert.Equal(ClaimResult.Refused, await stale.ClaimAsync(default));
        Assert.True(await next.SaveAsync(release: true, default));
        Assert.Equal(ClaimResult.Taken, await stale.ClaimAsync(default));
        stale.Reset();
        Assert.Equal(3, stale.Position);
    }

    private WebhookJournal Journal(Replica replica, string owner) => new(
        Name, owner, replica.Get<WebhookStore>(), Microsoft.Extensions.Options.Options.Create(new WebhookOptions()), Run.Clock);
}
