using Telecom.Agent.Samples;
using Telecom.Agent.Spooling;
using Telecom.Agent.Tests.Support;
using Telecom.Agent.Uplink;

namespace Telecom.Agent.Tests.Uplink;

/// <summary>Limits of the server, refused keys, and servers that lost something.</summary>
public class UplinkLimitsTests
{
    [Fact]
    public async Task Circuits_are_declared_once_per_stream_and_a_stream_without_handles_left_is_followed_by_another()
    {
        await using UplinkWorld world = new();
        world.Server.Limits.MaxCircuits = 4;
        await world.Server.StartAsync();
        List<long> instants = [];
        for (int batch = 0; batch < 20; batch++)
        {
            Sample[] samples = [.. Enumerable.Range(0, 3).Select(i => Sample.Loss($"customers/acme/circuits/c{(batch + i) % 10}", batch * 10 + i, 1, 0))];
            instants.AddRange(samples.Select(s => s.InstantUs));
            Assert.Equal(AppendOutcome.Appended, world.Spool.Spool.TryAppend(SampleBatches.Build(samples), null));
        }

        world.Start();
        await world.StopAsync();
        Assert.Empty(world.Server.Faults);
        Assert.Equal(instants, world.Server.Lane.Samples.Select(s => s.InstantUs));
        Assert.All(world.Server.Lane.Samples, s => Assert.Equal($"customers/acme/circuits/c{(s.InstantUs / 10 + s.InstantUs % 10) % 10}", s.Circuit));
        Assert.InRange(world.Server.Streams, 5, 20);
    }

    [Fact]
    public async Task A_batch_above_the_servers_limits_is_kept_until_the_limits_allow_it()
    {
        await using UplinkWorld world = new();
        world.Server.Limits.MaxBatchSamples = 5;
        await world.Server.StartAsync();
        world.Spool.Append(6);
        world.Start();
        await Until.TrueAsync(() => world.Server.Streams >= 3);
        Assert.Equal(0UL, world.Spool.Spool.Acknowledged);
        Assert.Empty(world.Server.Lane.Stored);
        world.Server.Limits.MaxBatchSamples = 6;
        await world.StopAsync();
        world.AssertAllArrivedOnce();
    }

    [Fact]
    public async Task A_refused_key_is_tried_again_slowly_and_read_anew_each_time()
    {
        using TempFolder folder = new();
        await using UplinkWorld world = new();
        await world.Server.StartAsync();
        string keyFile = folder.File("key");
        await File.WriteAllTextAsync(keyFile, "tsk_wrong\n");
        world.ApiKey = new ApiKeySource(keyFile, null);
        world.AppendMany(3);
        world.Start();
        await Until.TrueAsync(() => world.Client?.State == UplinkState.Refused && world.Counters.StreamsLost.Value >= 2);
        Assert.Equal(0, world.Server.Streams);
        await File.WriteAllTextAsync(keyFile, "tsk_good\n");
        await Until.TrueAsync(() => world.Spool.Spool.Acknowledged == 3);
        File.Delete(keyFile);
        await world.StopAsync();
        world.AssertAllArrivedOnce();
    }

    [Fact]
    public async Task A_server_that_lost_what_was_deleted_here_gets_everything_that_is_left()
    {
        await using UplinkWorld world = new(new SpoolOptions { Directory = "", SegmentBytes = 200, KeepAcknowledged = TimeSpan.Zero });
        await world.Server.StartAsync();
        world.AppendMany(20);
        world.Start();
        await Until.TrueAsync(() => world.Spool.Spool.Acknowledged == 20);
        await world.AbandonAsync();
        ulong oldest = world.Spool.Spool.Oldest;
        Assert.InRange(oldest, 10UL, 20UL);

        FakeLane first = world.Server.Lane;
        first.Stored.Clear();
        first.Durable = 0;
        world.AppendMany(5);
        world.Start();
        await world.StopAsync();

        Assert.Equal(2, world.Server.Lanes.Count);
        Assert.Empty(first.Stored);
        Assert.Equal(world.Spool.Appended[(int)(oldest - 1)..], world.Server.Lanes[1].Samples.Select(s => s.InstantUs));
        Assert.Empty(world.Server.Faults);
    }

    [Fact]
    public async Task A_server_that_fell_back_is_sent_again_what_is_still_held_in_the_same_epoch()
    {
        await using UplinkWorld world = new();
        await world.Server.StartAsync();
        world.AppendMany(20);
        world.Start();
        await Until.TrueAsync(() => world.Spool.Spool.Acknowledged == 20);
        await world.AbandonAsync();
        FakeLane lane = world.Server.Lane;
        lane.Durable = 8;
        for (ulong sequence = 9; sequence <= 20; sequence++)
        {
            Assert.True(lane.Stored.TryRemove(sequence, out _));
        }

        world.AppendMany(3);
        world.Start();
        await world.StopAsync();
        Assert.Single(world.Server.Lanes);
        world.AssertAllArrivedOnce();
    }
}
