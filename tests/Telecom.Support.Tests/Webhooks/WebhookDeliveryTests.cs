using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Telecom.Support.Tests.Webhooks.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Webhooks;

public sealed class WebhookDeliveryTests : IAsyncLifetime
{
    private WebhookRun? _run;

    private WebhookRun Run => _run!;

    public async Task InitializeAsync() => _run = await WebhookRun.StartAsync();

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Fact]
    public async Task A_delivery_is_the_event_as_JSON_signed_with_the_secret()
    {
        Replica replica = await Run.ReplicaAsync();
        string secret = await WebhookRun.CreateAsync(replica);
        CaseEvent added = (await Run.EventsAsync(1))[0];
        await Run.ReceivedAsync(1);

        Delivery got = Run.Receiver.All.Single();
        Assert.Equal((added.Id, "application/json"), (got.Id, got.ContentType));
        Assert.Equal(Run.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), got.Timestamp);
        Assert.Equal(added, CaseEvent.Parser.ParseJson(Encoding.UTF8.GetString(got.Body)));
        using JsonDocument json = JsonDocument.Parse(got.Body);
        Assert.Equal((added.Id, "case.opened"), (json.RootElement.GetProperty("id").GetString(), json.RootElement.GetProperty("type").GetString()));
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.Equal(32, Key(secret).Length);
        Assert.Equal($"v1,{Sign(secret, got)}", got.Signature);
    }

    [Fact]
    public void The_signature_is_that_of_the_public_example()
    {
        // The example of the libraries of Standard Webhooks.
        var got = new Delivery("", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "", "", Encoding.UTF8.GetBytes("{\"test\": 2432232314}"), default);
        Assert.Equal("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", got));
    }

    [Fact]
    public async Task Events_come_in_order_and_each_once()
    {
        Replica replica = await Run.ReplicaAsync();
        IReadOnlyList<CaseEvent> before = await Run.EventsAsync(30);
        _ = await WebhookRun.CreateAsync(replica);
        IReadOnlyList<CaseEvent> after = await Run.EventsAsync(30);
        await Run.ReceivedAsync(60);
        Assert.Equal([.. before.Select(one => one.Id), .. after.Select(one => one.Id)], Run.Receiver.Ids(WebhookRun.UrlOf("w1")));
    }

    [Fact]
    public async Task A_webhook_from_now_on_gets_what_comes_after_its_creation()
    {
        Replica replica = await Run.ReplicaAsync();
        _ = await Run.EventsAsync(3);
        _ = await WebhookRun.CreateAsync(replica, startAfter: -1);
        IReadOnlyList<CaseEvent> after = await Run.EventsAsync(2);
        await Run.ReceivedAsync(2);
        Assert.Equal(after.Select(one => one.Id), Run.Receiver.Ids(WebhookRun.UrlOf("w1")));
    }

    [Fact]
    public async Task Only_the_customers_own_events_of_the_types_asked_for_are_pushed_and_no_internal_ones()
    {
        Replica replica = await Run.ReplicaAsync();
        _ = await WebhookRun.CreateAsync(replica, types: ["case.alarm", "case.resolved"]);
        _ = await Run.EventsAsync(2);
        _ = await Run.EventsAsync(2, "globex", "case.alarm");
        _ = await Run.Feed.AddAsync("acme", "case.alarm", Run.NowUs, Visibility.Internal);
        CaseEvent alarm = (await Run.EventsAsync(1, type: "case.alarm"))[0];
        _ = await Run.EventsAsync(2);
        CaseEvent resolved = (await Run.EventsAsync(1, type: "case.resolved"))[0];
        await Run.ReceivedAsync(2);
        Assert.Equal([alarm.Id, resolved.Id], Run.Receiver.All.Select(one => one.Id));
    }

    [Fact]
    public async Task A_slow_receiver_holds_up_no_other_webhook()
    {
        Replica replica = await Run.ReplicaAsync();
        var stuck = new TaskCompletionSource();
        Run.Receiver.Answer = async (got, token) =>
        {
            await (got.Url == WebhookRun.UrlOf("slow") ? stuck.Task.WaitAsync(token) : Task.CompletedTask);
            return await FakeReceiver.Code(System.Net.HttpStatusCode.OK);
        };
        _ = await WebhookRun.CreateAsync(replica, "slow");
        _ = await WebhookRun.CreateAsync(replica, "quick");
        IReadOnlyList<CaseEvent> added = await Run.EventsAsync(20);
        await Run.ReceivedAsync(20, "quick");
        Assert.True(Run.Receiver.Ids(WebhookRun.UrlOf("slow")).Count <= 1);
        stuck.SetResult();
        await Run.ReceivedAsync(20, "slow");
        Assert.Equal(added.Select(one => one.Id), Run.Receiver.Ids(WebhookRun.UrlOf("slow")));
    }

    [Fact]
    public async Task A_webhook_reads_the_feed_only_when_its_customer_has_something_in_it()
    {
        Replica replica = await Run.ReplicaAsync();
        _ = await WebhookRun.CreateAsync(replica);
        _ = await Run.EventsAsync(1);
        await Run.ReceivedAsync(1);
        await Until.HoldsAsync(() => replica.State("w1").Owner.Length > 0, "a claim");
        int before = Run.Feed.Reads;
        _ = await Run.EventsAsync(50, "globex");
        _ = await Run.EventsAsync(1);
        await Run.ReceivedAsync(2);
        Assert.InRange(Run.Feed.Reads - before, 1, 5);
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_sign_for_a_day_the_new_one_first()
    {
        Replica replica = await Run.ReplicaAsync();
        string old = await WebhookRun.CreateAsync(replica);
        Run.Clock.Advance(TimeSpan.FromSeconds(1));
        string rotated = (await replica.Client.RotateWebhookSecretAsync(
            new RotateWebhookSecretRequest { Name = "customers/acme/webhooks/w1" }, replica.Admin)).Secret;
        Assert.NotEqual(old, rotated);
        Run.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        _ = await Run.EventsAsync(1);
        await Run.ReceivedAsync(1);
        Assert.Equal($"v1,{Sign(rotated, Run.Receiver.All[0])} v1,{Sign(old, Run.Receiver.All[0])}", Run.Receiver.All[0].Signature);

        Run.Clock.Advance(TimeSpan.FromSeconds(1));
        _ = await Run.EventsAsync(1);
        await Run.ReceivedAsync(2);
        Assert.Equal($"v1,{Sign(rotated, Run.Receiver.All[1])}", Run.Receiver.All[1].Signature);
    }

    [Fact]
    public async Task A_restart_keeps_the_secret_and_the_store_never_has_it()
    {
        Replica first = await Run.ReplicaAsync();
        string secret = await WebhookRun.CreateAsync(first);
        await Run.StopAsync(first);
        _ = await Run.ReplicaAsync();
        _ = await Run.EventsAsync(1);
        await Run.ReceivedAsync(1);
        Assert.Equal($"v1,{Sign(secret, Run.Receiver.All[0])}", Run.Receiver.All[0].Signature);

        string text = string.Concat((await Run.Store.FollowAsync(0, 1000, CancellationToken.None)).Select(one => Encoding.UTF8.GetString(one.Data.Span)));
        Assert.Contains(WebhookRun.UrlOf("w1"), text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret["whsec_".Length..], text, StringComparison.Ordinal);
        Assert.DoesNotContain(File.ReadAllText(Path.Combine(Run.Folder, "support", "webhooks.key")).Trim(), text, StringComparison.Ordinal);
    }

    private static byte[] Key(string secret) => Convert.FromBase64String(secret["whsec_".Length..]);

    private static string Sign(string secret, Delivery got)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Key(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(got.Id + "." + got.Timestamp + "."));
        hmac.AppendData(got.Body);
        return Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
