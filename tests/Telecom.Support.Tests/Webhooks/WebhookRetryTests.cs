using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Telecom.Hosting;
using Telecom.Support.Tests.Webhooks.Fixtures;
using Telecom.Support.V1;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Tests.Webhooks;

public sealed class WebhookRetryTests : IAsyncLifetime
{
    private const string Name = "customers/acme/webhooks/w1";
    private WebhookRun? _run;

    private WebhookRun Run => _run!;

    public async Task InitializeAsync() => _run = await WebhookRun.StartAsync();

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Fact]
    public async Task Tries_follow_each_other_in_growing_waits_until_the_event_is_given_up()
    {
        Run.Options["Support:Webhooks:MaxRetryDelay"] = "00:01:00";
        Run.Options["Support:Webhooks:MaxTries"] = "7";
        Replica replica = await Run.ReplicaAsync();
        Run.Receiver.Always(HttpStatusCode.ServiceUnavailable);
        DateTimeOffset start = Run.Clock.GetUtcNow();
        _ = await WebhookRun.CreateAsync(replica);
        CaseEvent added = (await Run.EventsAsync(1))[0];
        int[] waits = [5, 10, 20, 40, 60, 60];
        for (int i = 0; i < waits.Length; i++)
        {
            WebhookState state = await FailedAsync(replica, i + 1);
            Assert.Equal(Run.NowUs + waits[i] * 1_000_000L, state.Head?.NextTryUs);
            Run.Clock.Advance(TimeSpan.FromSeconds(waits[i]));
        }

        await Until.HoldsAsync(() => replica.State("w1").DeadLetters.Count == 1, "a dead letter");
        Assert.Equal([0, 5, 15, 35, 75, 135, 195], Run.Receiver.All.Select(one => (int)(one.At - start).TotalSeconds));
        Assert.All(Run.Receiver.All, one => Assert.Equal(added.Id, one.Id));
        Assert.Equal(7, Run.Receiver.All.Select(one => one.Signature).Distinct().Count());
        Assert.Equal(added.Position, replica.State("w1").Position);
    }

    [Fact]
    public async Task A_receiver_that_asks_for_a_pause_gets_it_up_to_the_longest_wait()
    {
        Replica replica = await Run.ReplicaAsync();
        TimeSpan asked = TimeSpan.FromMinutes(7);
        Run.Receiver.Answer = (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.TooManyRequests)
        {
            Headers = { RetryAfter = new RetryConditionHeaderValue(asked) },
        });
        _ = await WebhookRun.CreateAsync(replica);
        _ = await Run.EventsAsync(1);
        Assert.Equal(Run.NowUs + 7 * 60_000_000L, (await FailedAsync(replica, 1)).Head?.NextTryUs);

        asked = TimeSpan.FromDays(2);
        Run.Clock.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal(Run.NowUs + 3600_000_000L, (await FailedAsync(replica, 2)).Head?.NextTryUs);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "HTTP 400")]
    [InlineData(HttpStatusCode.InternalServerError, "HTTP 500")]
    [InlineData(HttpStatusCode.TemporaryRedirect, "HTTP 307: redirects are not followed")]
    public async Task What_is_not_success_is_told_and_tried_again(HttpStatusCode code, string failure)
    {
        Replica replica = await Run.ReplicaAsync();
        Run.Receiver.Always(code);
        _ = await WebhookRun.CreateAsync(replica);
        _ = await Run.EventsAsync(1);
        _ = await FailedAsync(replica, 1);
        Webhook shown = await ShownAsync(replica);
        Assert.Equal((1, failure, Run.NowUs + 5_000_000, 0L), (shown.FailedTries, shown.LastFailure, shown.NextTryAtUs, shown.DeadLetterCount));

        Run.Receiver.Always(HttpStatusCode.Accepted);
        Run.Clock.Advance(TimeSpan.FromSeconds(5));
        await Until.HoldsAsync(() => replica.State("w1").FailedTries == 0, "success");
        shown = await ShownAsync(replica);
        Assert.Equal((0, "", 0L), (shown.FailedTries, shown.LastFailure, shown.NextTryAtUs));
    }

    [Fact]
    public async Task Tries_are_counted_on_by_the_next_process()
    {
        Replica first = await Run.ReplicaAsync();
        Run.Receiver.Always(HttpStatusCode.ServiceUnavailable);
        _ = await WebhookRun.CreateAsync(first);
        _ = await Run.EventsAsync(1);
        _ = await FailedAsync(first, 1);
        Run.Clock.Advance(TimeSpan.FromSeconds(5));
        _ = await FailedAsync(first, 2);
        await Run.KillAsync(first);

        Replica second = await Run.ReplicaAsync();
        await Until.HoldsAsync(() => second.State("w1").FailedTries >= 3, "the third try", () => Run.Clock.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal((3, 3), (second.State("w1").Head?.Tries, Run.Receiver.All.Count));
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_in_time_has_failed()
    {
        Replica replica = await Run.ReplicaAsync();
        Run.Receiver.Answer = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return new HttpResponseMessage();
        };
        _ = await WebhookRun.CreateAsync(replica);
        _ = await Run.EventsAsync(1);
        await Run.ReceivedAsync(1);
        Run.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("no answer within 10 s", (await FailedAsync(replica, 1)).LastFailure);
    }

    [Fact]
    public async Task A_dead_letter_is_passed_listed_and_delivered_when_asked_for()
    {
        Run.Options["Support:Webhooks:MaxTries"] = "1";
        Replica replica = await Run.ReplicaAsync();
        IReadOnlyList<CaseEvent> added = await Run.EventsAsync(4);
        Run.Receiver.Answer = (got, _) => FakeReceiver.Code(got.Id == added[0].Id || got.Id == added[2].Id ? HttpStatusCode.BadGateway : HttpStatusCode.OK);
        _ = await WebhookRun.CreateAsync(replica);
        await Run.ReceivedAsync(4);
        await Until.HoldsAsync(() => replica.State("w1").DeadLetters.Count == 2, "two dead letters");

        ListDeadLettersResponse page = await replica.Client.ListDeadLettersAsync(new ListDeadLettersRequest { Parent = Name, PageSize = 1 }, replica.Admin);
        Assert.Equal(new DeadLetter { Event = added[0], GivenUpAtUs = Run.NowUs, Tries = 1, Failure = "HTTP 502" }, page.DeadLetters.Single());
        page = await replica.Client.ListDeadLettersAsync(
            new ListDeadLettersRequest { Parent = Name, PageSize = 1, PageToken = page.NextPageToken }, replica.Admin);
        Assert.Equal((added[2], ""), (page.DeadLetters.Single().Event, page.NextPageToken));

        Run.Receiver.Always(HttpStatusCode.OK);
        var one = new RedeliverDeadLettersRequest { Name = Name, EventIds = { added[2].Id } };
        Assert.Equal(1, (await replica.Client.RedeliverDeadLettersAsync(one, replica.Admin)).Count);
        await Until.HoldsAsync(() => replica.State("w1").DeadLetters.Count == 1, "a redelivery");
        Assert.Equal(1, (await replica.Client.RedeliverDeadLettersAsync(new RedeliverDeadLettersRequest { Name = Name }, replica.Admin)).Count);
        await Until.HoldsAsync(() => replica.State("w1").DeadLetters.Count == 0, "the other");
        Assert.Equal([.. added.Select(sent => sent.Id), added[2].Id, added[0].Id], Run.Receiver.All.Select(got => got.Id));
        Assert.Equal(0, (await replica.Client.RedeliverDeadLettersAsync(new RedeliverDeadLettersRequest { Name = Name }, replica.Admin)).Count);
    }

    [Fact]
    public async Task A_redelivery_that_fails_waits_beside_the_feed_and_becomes_a_dead_letter_again()
    {
        Run.Options["Support:Webhooks:MaxTries"] = "2";
        Replica replica = await Run.ReplicaAsync();
        CaseEvent bad = (await Run.EventsAsync(1))[0];
        Run.Receiver.Answer = (got, _) => FakeReceiver.Code(got.Id == bad.Id ? HttpStatusCode.BadRequest : HttpStatusCode.OK);
        _ = await WebhookRun.CreateAsync(replica);
        _ = await FailedAsync(replica, 1);
        Run.Clock.Advance(TimeSpan.FromSeconds(5));
        await Until.HoldsAsync(() => replica.State("w1").DeadLetters.Count == 1, "a dead letter");

        _ = await replica.Client.RedeliverDeadLettersAsync(new RedeliverDeadLettersRequest { Name = Name }, replica.Admin);
        await Run.ReceivedAsync(3);
        CaseEvent next = (await Run.EventsAsync(1))[0];
        await Run.ReceivedAsync(4);
        Assert.Equal([bad.Id, bad.Id, bad.Id, next.Id], Run.Receiver.All.Select(got => got.Id));
        Assert.Single(replica.State("w1").DeadLetters.Values, letter => letter.Asked);

        Run.Clock.Advance(TimeSpan.FromSeconds(5));
        await Run.ReceivedAsync(5);
        await Until.HoldsAsync(() => replica.State("w1").DeadLetters.Values.Single() is { Asked: false, Tries: 2 }, "a dead letter again");
    }

    [Fact]
    public async Task A_receiver_that_is_gone_gets_nothing_more_until_the_webhook_is_made_anew()
    {
        Replica replica = await Run.ReplicaAsync();
        IReadOnlyList<CaseEvent> added = await Run.EventsAsync(2);
        Run.Receiver.Always(HttpStatusCode.Gone);
        string first = await WebhookRun.CreateAsync(replica);
        await Until.HoldsAsync(() => replica.State("w1").Stopped, "the stop");
        Webhook shown = await ShownAsync(replica);
        Assert.Equal(("HTTP 410: the receiver wants no more events", 0L, 0L), (shown.LastFailure, shown.NextTryAtUs, shown.DeliveredPosition));
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() =>
            replica.Client.RedeliverDeadLettersAsync(new RedeliverDeadLettersRequest { Name = Name }, replica.Admin).ResponseAsync);
        Assert.Equal((StatusCode.FailedPrecondition, "ILLEGAL_TRANSITION"), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused)));

        Run.Receiver.Always(HttpStatusCode.OK);
        _ = await replica.Client.DeleteWebhookAsync(new DeleteWebhookRequest { Name = Name }, replica.Admin);
        string second = await WebhookRun.CreateAsync(replica, startAfter: shown.DeliveredPosition);
        Assert.NotEqual(first, second);
        await Until.HoldsAsync(() => Run.Receiver.All.Count == 3, "the rest", () => Run.Clock.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal([added[0].Id, added[0].Id, added[1].Id], Run.Receiver.All.Select(got => got.Id));
    }

    private static async Task<WebhookState> FailedAsync(Replica replica, int tries)
    {
        await Until.HoldsAsync(() => replica.State("w1").FailedTries >= tries, $"{tries} failed tries");
        Assert.Equal(tries, replica.State("w1").FailedTries);
        return replica.State("w1");
    }

    private static async Task<Webhook> ShownAsync(Replica replica) =>
        (await replica.Client.ListWebhooksAsync(new ListWebhooksRequest { Parent = "customers/acme" }, replica.Admin)).Webhooks.Single();
}
