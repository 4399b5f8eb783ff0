using Grpc.Core;
using Telecom.Hosting;
using Telecom.Support.Tests.Alarms.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Alarms;

/// <summary>The feed as receivers see it.</summary>
public sealed class FeedTests
{
    [Fact]
    public async Task A_receiver_resumes_by_position_and_sees_what_is_after_it()
    {
        await using AlarmRun run = await AlarmRun.StartAsync();
        Case opened = await run.Replica.OpenAsync("infopromo", "1");
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { Acknowledge = new Acknowledge { Message = "We look." } });
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { Resolve = new Resolve { Resolution = "Done." } });
        await using Watcher all = run.Replica.Watch(0);
        await all.HasAsync(3);
        Assert.Equal(["case.opened", "case.acknowledged", "case.resolved"], all.Events.Select(happened => happened.Type));
        Assert.Equal([CaseState.Open, CaseState.InProgress, CaseState.Resolved], all.Events.Select(happened => happened.State));
        Assert.Equal([1L, 2, 3], all.Events.Select(happened => happened.Version));
        Assert.Equal(3, all.Events.Select(happened => happened.Id).Distinct().Count());

        await run.StopReplicaAsync();
        await run.StartReplicaAsync();
        await using Watcher rest = run.Replica.Watch(all.Events[0].Position);
        await rest.HasAsync(2);
        Assert.Equal(all.Events.Skip(1), rest.Events);
        Assert.Equal(all.Events[^1].Position, rest.Messages[^1].Position);
    }

    [Fact]
    public async Task A_receiver_gets_the_types_that_it_asked_for_and_only_of_its_customer()
    {
        await using AlarmRun run = await AlarmRun.StartAsync();
        await using Watcher alarms = run.Replica.Watch(0, "customers/acme", "case.alarm", "case.noted");
        Case mine = await run.Replica.OpenAsync("infopromo", "1");
        _ = await run.Replica.OpenAsync("infopromo", "1", customer: "globex");
        _ = await run.Replica.ChangeAsync(mine, new CaseChange { Note = new Note { Text = "Between us.", Visibility = Visibility.Internal } });
        _ = await run.Replica.ChangeAsync(mine, new CaseChange { Note = new Note { Text = "For all.", Visibility = Visibility.Public } });
        run.Clock.Jump(TimeSpan.FromMinutes(16));
        _ = await run.SettledAsync(8);
        await alarms.HasAsync(5);
        Assert.Equal(["case.noted", "case.alarm", "case.alarm", "case.alarm", "case.alarm"], alarms.Events.Select(happened => happened.Type));
        Assert.All(alarms.Events, happened => Assert.Equal(mine.Name, happened.Case));
        Assert.Equal("For all.", alarms.Events[0].Text);
        Assert.Equal([50, 75, 90, 100], alarms.Events.Skip(1).Select(happened => happened.Alarm.Percent));
        Assert.Equal(AlarmKind.Breach, alarms.Events[^1].Alarm.Kind);
        Assert.Equal("""The deadline of the clock "respond" has passed.""", alarms.Events[^1].Text);
    }

    [Fact]
    public async Task A_silent_feed_gives_a_sign_of_life_with_the_position_that_it_has_read_up_to()
    {
        await using AlarmRun run = await AlarmRun.StartAsync(settings: new Dictionary<string, string?> { ["Support:FeedHeartbeat"] = "00:00:01" });
        await using Watcher watcher = run.Replica.Watch(0, "customers/acme");
        _ = await run.Replica.OpenAsync("infopromo", "1", customer: "globex");
        long position = (await run.StoredAsync())[^1].Position;
        await watcher.HasMessageAsync(message => message.Position == position, "a sign of life at the end of the store");
        Assert.Empty(watcher.Events);
    }

    [Fact]
    public async Task A_feed_on_which_only_others_events_come_gives_its_sign_of_life_too()
    {
        await using AlarmRun run = await AlarmRun.StartAsync(settings: new Dictionary<string, string?> { ["Support:FeedHeartbeat"] = "00:00:01" });
        await using Watcher watcher = run.Replica.Watch(0, "customers/acme");
        using var enough = new CancellationTokenSource();
        Task others = OpenUntilAsync(run, enough.Token);
        try
        {
            await watcher.HasMessageAsync(message => message.Position > 0, "a sign of life between others' events");
        }
        finally
        {
            await enough.CancelAsync();
            await others;
        }

        Assert.Empty(watcher.Events);
    }

    [Fact]
    public async Task A_receiver_that_begins_now_is_told_where_that_is_and_sees_only_what_comes()
    {
        await using AlarmRun run = await AlarmRun.StartAsync();
        _ = await run.Replica.OpenAsync("infopromo", "1");
        long position = (await run.StoredAsync())[^1].Position;
        await using Watcher watcher = run.Replica.Watch(-1);
        await watcher.HasMessageAsync(message => message.Position == position, "the position of now");
        Case next = await run.Replica.OpenAsync("infopromo", "2");
        await watcher.HasAsync(1);
        Assert.Equal(next.Name, Assert.Single(watcher.Events).Case);
    }

    [Fact]
    public async Task Several_receivers_see_the_same_in_the_same_order_whichever_process_they_are_at()
    {
        await using AlarmRun run = await AlarmRun.StartAsync(replicas: 2);
        Watcher[] watchers = [.. Enumerable.Range(0, 6).Select(i => run.Replicas[i % 2].Watch(i < 4 ? 0 : -1))];
        foreach (Watcher watcher in watchers)
        {
            await watcher.HasMessageAsync(message => message.Position == 0, "the first message");
        }

        for (int i = 0; i < 20; i++)
        {
            _ = await run.Replicas[i % 2].OpenAsync("infopromo", "1");
        }

        run.Clock.Jump(TimeSpan.FromMinutes(16));
        _ = await run.SettledAsync(80);
        foreach (Watcher watcher in watchers)
        {
            await watcher.HasAsync(100);
            Assert.Equal(watchers[0].Events, watcher.Events);
            await watcher.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_service_that_goes_away_ends_its_feeds_with_where_to_come_back()
    {
        await using AlarmRun run = await AlarmRun.StartAsync(replicas: 2);
        await using Watcher watcher = run.Replicas[1].Watch(0);
        Case opened = await run.Replica.OpenAsync("infopromo", "1");
        await watcher.HasAsync(1);
        await run.Replicas[1].StopAsync();
        await watcher.HasEndedAsync();
        Assert.Equal((StatusCode.Unavailable, "DRAINING"), (watcher.End!.StatusCode, RpcErrorDetails.ReasonOf(watcher.End)));
        Assert.NotNull(RpcErrorDetails.Find<Google.Rpc.RetryInfo>(watcher.End));
        _ = await run.Replica.ChangeAsync(opened, new CaseChange { Acknowledge = new Acknowledge() });
        await using Watcher resumed = run.Replica.Watch(watcher.Messages[^1].Position);
        await resumed.HasAsync(1);
        Assert.Equal("case.acknowledged", Assert.Single(resumed.Events).Type);
    }

    [Fact]
    public async Task A_position_or_type_that_there_is_not_is_refused_with_what_there_is()
    {
        await using AlarmRun run = await AlarmRun.StartAsync();
        await using Watcher watcher = run.Replica.Watch(-2, "customers/-", "case.exploded");
        await watcher.HasEndedAsync();
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_ARGUMENT"), (watcher.End!.StatusCode, RpcErrorDetails.ReasonOf(watcher.End)));
        Google.Rpc.BadRequest? bad = RpcErrorDetails.Find<Google.Rpc.BadRequest>(watcher.End);
        Assert.Equal(["after_position", "types"], bad!.FieldViolations.Select(violation => violation.Field).Order());
        Assert.Contains("case.alarm", watcher.End.Status.Detail, StringComparison.Ordinal);
    }

    private static async Task OpenUntilAsync(AlarmRun run, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            _ = await run.Replica.OpenAsync("infopromo", "1", customer: "globex");
        }
    }
}
