using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Copy;
using Telecom.Storage.Events;
using Telecom.Storage.Log;
using Telecom.Storage.Redis;
using Telecom.Storage.Redis.Cells;
using Telecom.Storage.Redis.Client;
using Telecom.Storage.Redis.Copy;
using Telecom.Storage.Tests.Support;
using Xunit.Abstractions;
using static Telecom.Storage.Tests.Support.Lanes;

namespace Telecom.Storage.Tests.Redis;

/// <summary>One server that forgets scripts, fills up, stands still and dies.</summary>
public sealed class RedisFailureTests(ITestOutputHelper output)
{
    private static readonly Guid Alice = new("aaaaaaaa-0000-4000-8000-000000000001");

    [RedisFact]
    public async Task A_lost_script_cache_is_filled_again()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync();
        await using RedisSampleLog log = await OpenAsync(Options(server));
        await using RedisLoad load = new(log, 6);
        for (int i = 0; i < 5; i++)
        {
            await load.MoreAsync(50);
            server.Say("SCRIPT", "FLUSH");
        }

        await load.MoreAsync(50);
        await load.CheckAsync(Options(server));
    }

    [RedisFact]
    public async Task A_full_server_refuses_and_takes_appends_again_when_there_is_room()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync();
        await using RedisSampleLog log = await OpenAsync(Options(server));
        Assert.Equal(AppendOutcome.Appended, (await log.AppendAsync(Batch(Lane(), 1), CancellationToken.None)).Outcome);
        server.Say("CONFIG", "SET", "maxmemory", "1000000");

        StoreUnavailableException full = await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await log.AppendAsync(Batch(Lane(), 2, outcome: "kept", length: 20_000), CancellationToken.None));
        Assert.Contains("OOM", full.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(1), full.RetryAfter);
        Assert.Equal([1ul], (await log.ReadAllAsync(Lane())).Select(SequenceOf));
        Assert.Equal(1ul, (await log.GetProducerAsync(Lane(), CancellationToken.None))?.DurableSequence);

        server.Say("CONFIG", "SET", "maxmemory", "0");
        Assert.Equal(AppendOutcome.Appended, (await log.AppendAsync(Batch(Lane(), 2), CancellationToken.None)).Outcome);
        Assert.Equal([1ul, 2ul], (await log.ReadAllAsync(Lane())).Select(SequenceOf));
    }

    [RedisFact]
    public async Task An_append_that_is_in_doubt_is_sent_again_and_stored_once()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync();
        RedisStoreOptions options = Options(server);
        options.CallDeadline = TimeSpan.FromMilliseconds(100);
        options.Patience = TimeSpan.FromMinutes(1);
        await using RedisSampleLog log = await OpenAsync(options);
        await log.AppendAsync(Batch(Lane(), 1), CancellationToken.None);

        server.Freeze();
        Task<AppendResult> append = log.AppendAsync(Batch(Lane(), 2), CancellationToken.None).AsTask();
        await PassAsync(5 * options.CallDeadline);
        Assert.False(append.IsCompleted);
        server.Thaw();

        // The first call was carried out when the server went on; one sent later found it.
        AppendResult result = await append.WaitAsync(Eventually.Bound);
        Assert.Equal(2ul, result.DurableSequence);
        Assert.True(result.Outcome is AppendOutcome.Appended or AppendOutcome.Duplicate);
        Assert.Equal(AppendOutcome.Appended, (await log.AppendAsync(Batch(Lane(), 3), CancellationToken.None)).Outcome);
        Assert.Equal([1ul, 2ul, 3ul], (await log.ReadAllAsync(Lane())).Select(SequenceOf));
    }

    [RedisFact]
    public async Task Patience_ends_and_the_store_recovers_by_itself()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync();
        RedisStoreOptions options = Options(server);
        options.CallDeadline = TimeSpan.FromMilliseconds(100);
        options.Patience = TimeSpan.FromMilliseconds(200);
        await using RedisSampleLog log = await OpenAsync(options);
        server.Freeze();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await log.AppendAsync(Batch(Lane(), 1), CancellationToken.None));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await log.GetProducerAsync(Lane(), CancellationToken.None));
        server.Thaw();

        AppendResult? result = null;
        for (int i = 0; i < 100 && result is null; i++)
        {
            try
            {
                result = await log.AppendAsync(Batch(Lane(), 1), CancellationToken.None);
            }
            catch (StoreUnavailableException)
            {
                // The connection may still be full of what was given up.
            }
        }

        Assert.Equal(1ul, result?.DurableSequence);
        Assert.Equal([1ul], (await log.ReadAllAsync(Lane())).Select(SequenceOf));
    }

    [RedisFact]
    public async Task A_fold_that_is_in_doubt_is_told_as_written_and_counts_once()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync();
        RedisStoreOptions options = Options(server);
        options.CallDeadline = TimeSpan.FromMilliseconds(100);
        options.Patience = TimeSpan.FromMinutes(1);
        await using RedisMeasurementStore store = await RedisMeasurementStore.OpenAsync(options, NullLogger.Instance, CancellationToken.None);
        PartitionLease lease = (await store.AcquireLeaseAsync(3, Alice, TimeSpan.FromMinutes(1), CancellationToken.None))!;
        CellKey key = new("customers/acme/circuits/line-1", "customers/acme/agents/probe-1", 7);

        server.Freeze();
        Task<bool> apply = store.ApplyAsync(
            lease, LogPosition.Start, new LogPosition(1, 1), new FoldWrites([], [], [new TooLateCount(key, 5)]), CancellationToken.None).AsTask();
        await PassAsync(5 * options.CallDeadline);
        server.Thaw();

        Assert.True(await apply.WaitAsync(Eventually.Bound));
        Assert.Equal(5ul, await store.CountTooLateAsync(key.Circuit, 0, 60, CancellationToken.None));
    }

    [RedisFact]
    public async Task A_step_that_a_broken_connection_delivers_after_a_later_one_changes_nothing()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync();
        RedisStoreOptions options = Options(server);
        await using RedisMeasurementStore store = await RedisMeasurementStore.OpenAsync(options, NullLogger.Instance, CancellationToken.None);
        await using RedisLink link = await RedisLink.OpenAsync(options, NullLogger.Instance, CancellationToken.None);
        PartitionLease lease = (await store.AcquireLeaseAsync(3, Alice, TimeSpan.FromMinutes(1), CancellationToken.None))!;
        RollupKey hour = new(RollupLevel.Hour, "customers/acme/circuits/line-1", "customers/acme/agents/probe-1", 60);
        Guid writer = Guid.NewGuid();
        StepBuilder rollup = new(PartitionKeys.All(options)[3]);
        rollup.Rollup(new RollupWrite(hour, "old"u8.ToArray()));
        StepBuilder fold = new(PartitionKeys.All(options)[3]);
        fold.Cell(new CellWrite(new CellKey(hour.Circuit, hour.Agent, 61), "late"u8.ToArray()));
        (RedisKey[] Keys, RedisValue[] Arguments) first = rollup.Build(lease, LogPosition.Start, null, writer, 1);
        (RedisKey[] Keys, RedisValue[] Arguments) second = fold.Build(lease, LogPosition.Start, LogPosition.Start, writer, 2);
        async Task<int> SendAsync((RedisKey[] Keys, RedisValue[] Arguments) step) =>
            (int)await link.RunAsync(RedisScript.CellsWrite, step.Keys, step.Arguments, CancellationToken.None);

        Assert.Equal(1, await SendAsync(first));
        Assert.Equal(1, await SendAsync(first));
        Assert.Equal(1, await SendAsync(second));
        Assert.Equal(1, await SendAsync(second));
        Assert.Equal(0, await SendAsync(first));
        Assert.Equal([hour], await store.ListDueAsync(3, RollupLevel.Hour, 1000, 10, CancellationToken.None));
    }

    [RedisFact]
    public async Task Copied_content_keys_are_known_to_the_agents_next_lane_wherever_its_others_lie()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync();
        RedisStoreOptions options = Options(server);
        await using RedisSampleLog log = await OpenAsync(options);
        await using RedisLink link = await RedisLink.OpenAsync(options, NullLogger.Instance, CancellationToken.None);
        string agent = Lane().Agent;
        ProducerLane next = ContentLanes.Create(agent, options.Partitions);
        ProducerLane other = Enumerable.Range(0, 1000).Select(lane => Lane(lane: (uint)lane)).First(lane => lane.PartitionOf(options.Partitions) != next.PartitionOf(options.Partitions));
        long nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await new RedisCopySettle(link, PartitionKeys.All(options)).KeysAsync(
            [new CopiedKey(agent, 7, nowMs)], [new CopiedLane(new ProducerPosition(other, 1, 1, 0), nowMs, [])], CancellationToken.None);

        AppendResult result = await log.AppendAsync(Batch(next, 1) with { ContentKeys = [7] }, CancellationToken.None);
        Assert.Equal((AppendOutcome.KnownContent, 0), (result.Outcome, Assert.Single(result.KnownKeys)));
    }

    [RedisFact]
    public async Task Positions_grow_though_the_clock_goes_back()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync();
        RedisStoreOptions options = Options(server);
        TimeSpan shift = TimeSpan.Zero;
        options.ClockShift = () => shift;
        await using RedisSampleLog log = await OpenAsync(options);
        await using RedisEventStore events = await RedisEventStore.OpenAsync(options, "test", NullLogger.Instance, CancellationToken.None);
        for (int i = 0; i < 6; i++)
        {
            await log.AppendAsync(Batch(Lane(), (ulong)i + 1), CancellationToken.None);
            await events.AppendAsync("provider/a", i, [new NewEvent($"{i}", "test.happened.v1", default, 0)], CancellationToken.None);
            shift -= TimeSpan.FromHours(1);
        }

        Assert.Equal([1ul, 2, 3, 4, 5, 6], (await log.ReadAllAsync(Lane())).Select(SequenceOf));
        Assert.Equal(["0", "1", "2", "3", "4", "5"], (await events.FollowAsync(0, 100, CancellationToken.None)).Select(one => one.Id));
    }

    [RedisFact]
    public async Task Two_writers_of_one_partition_keep_each_lane_whole()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync();
        RedisStoreOptions options = Options(server);
        options.Partitions = 1;
        await using RedisSampleLog one = await OpenAsync(options);
        await using RedisSampleLog other = await OpenAsync(options);

        // Both send the same batches of the same lanes, as an agent does that was cut off and connected elsewhere.
        Task<AppendResult[]>[] both = [.. new[] { one, other }.Select(log => Task.WhenAll(
            Enumerable.Range(1, 300).Select(sequence => log.AppendAsync(Batch(Lane(), (ulong)sequence), CancellationToken.None).AsTask())))];
        AppendResult[][] results = await Task.WhenAll(both);

        Assert.Equal(Enumerable.Range(1, 300).Select(sequence => (ulong)sequence), (await one.ReadAllAsync(Lane())).Select(SequenceOf));
        Assert.Equal(300, results.SelectMany(some => some).Count(result => result.Outcome == AppendOutcome.Appended));
    }

    [RedisFact]
    public async Task A_killed_server_that_syncs_always_has_lost_nothing_acknowledged()
    {
        int kills = Math.Max(1, Proofs.Kills / 2);
        output.WriteLine($"seed {Proofs.Seed}");
        Random random = new(Proofs.Seed);
        await using RedisServerProcess server = await RedisServerProcess.StartAsync();
        RedisStoreOptions options = Options(server);
        options.Patience = TimeSpan.FromMinutes(1);
        await using RedisSampleLog log = await OpenAsync(options);
        Assert.Equal(LogDurability.Fsynced, log.Durability);
        await using RedisLoad load = new(log, 12);
        for (int i = 0; i < kills; i++)
        {
            await load.MoreAsync(random.Next(50, 500));
            await server.KillAsync();
            await server.StartAsync();
        }

        await load.MoreAsync(100);
        await load.CheckAsync(Options(server));
        Assert.Equal(0, load.SteppedBack);
        Proofs.Report("redis-kill", $"{kills} kills, {load.Acknowledged} acknowledged appends, none lost, none twice");
    }

    private static RedisStoreOptions Options(RedisServerProcess server) => new() { Endpoints = { server.Endpoint }, Partitions = 8 };

    private static Task<RedisSampleLog> OpenAsync(RedisStoreOptions options) =>
        RedisSampleLog.OpenAsync(options, TimeProvider.System, NullLogger.Instance, null, CancellationToken.None);

    // The deadlines under test run by the real clock; nothing else tells that they have passed.
    private static Task PassAsync(TimeSpan time)
    {
        long began = TimeProvider.System.GetTimestamp();
        return Eventually.TrueAsync(() => TimeProvider.System.GetElapsedTime(began) >= time, "the time passes");
    }
}
