using Grpc.Core;
using Telecom.Agent.Samples;
using Telecom.Agent.Spooling;
using Telecom.Agent.Tests.Support;
using Telecom.Agent.Uplink;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Tests.Uplink;

public class UplinkStreamTests
{
    [Fact]
    public async Task Spooled_batches_arrive_in_order_are_acknowledged_and_the_stream_is_finished()
    {
        await using UplinkWorld world = new();
        await world.Server.StartAsync();
        world.AppendMany(100);
        world.Start();
        await Until.TrueAsync(() => world.Spool.Spool.Acknowledged == 100);
        world.AppendMany(10);
        await Until.TrueAsync(() => world.Spool.Spool.Acknowledged == 110);
        await world.StopAsync();

        world.AssertAllArrivedOnce();
        Assert.Equal(UplinkWorld.Agent, world.Server.Lane.Agent);
        Assert.Equal(world.Spool.Spool.Epoch.ToBytes(), world.Server.Lane.Epoch.ToByteArray());
        Assert.Equal(1, world.Server.Streams);
        Assert.Equal(110, world.Counters.SamplesAcknowledged.Value);
        Assert.Equal(UplinkState.Stopped, world.Client?.State);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Cancelled)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.Aborted)]
    [InlineData(StatusCode.OK)]
    public async Task A_stream_that_ends_is_followed_by_another_that_goes_on_where_the_server_is(StatusCode code)
    {
        await using UplinkWorld world = new();
        await world.Server.StartAsync();
        world.Server.OnBatch = async (stream, batch) =>
        {
            if (stream.Batches == 7 && stream.Number < 5)
            {
                // Stored, but the acknowledgement is lost.
                stream.Store(batch);
                throw new RpcException(new Status(code, "gone"));
            }

            await stream.TakeAsync(batch);
        };
        world.AppendMany(60);
        world.Start();
        await world.StopAsync();
        world.AssertAllArrivedOnce();
        Assert.Equal(5, world.Server.Streams);
        Assert.True(world.Server.Lane.Replays >= 4);
        Assert.Equal(60, world.Counters.SamplesAcknowledged.Value);
    }

    [Fact]
    public async Task A_server_that_is_down_for_a_while_is_sent_everything_when_it_is_back()
    {
        await using UplinkWorld world = new();
        await world.Server.StartAsync();
        int port = world.Server.Address.Port;
        world.AppendMany(20);
        world.Start();
        await Until.TrueAsync(() => world.Spool.Spool.Acknowledged == 20);
        for (int outage = 0; outage < 3; outage++)
        {
            await world.Server.StopAsync();
            world.AppendMany(20);
            long lost = world.Counters.StreamsLost.Value;
            await Until.TrueAsync(() => world.Counters.StreamsLost.Value >= lost + 3);
            await world.Server.StartAsync(port);
            await Until.TrueAsync(() => world.Spool.Spool.Acknowledged == world.Spool.Spool.LastSequence);
        }

        await world.StopAsync();
        world.AssertAllArrivedOnce();
    }

    [Fact]
    public async Task A_server_that_never_acknowledges_is_sent_no_more_than_its_limit()
    {
        await using UplinkWorld world = new();
        world.Server.Limits.MaxUnacknowledgedBatches = 5;
        world.Server.Limits.HeartbeatIntervalMs = 50;
        await world.Server.StartAsync();
        FakeStream? open = null;
        world.Server.OnBatch = (stream, batch) =>
        {
            open = stream;
            Assert.True(stream.Store(batch));
            return Task.CompletedTask;
        };
        world.AppendMany(50);
        world.Start();

        // The heartbeats after the last batch show that the agent waits and has nothing further under way.
        await Until.TrueAsync(() => open is { Batches: 5, Heartbeats: >= 3 });
        Assert.Equal(5, open?.Batches);
        Assert.Equal(5UL, world.Server.Lane.Durable);
        Assert.Equal(0UL, world.Spool.Spool.Acknowledged);
        await world.AbandonAsync();

        world.Server.OnBatch = null;
        world.Spool.Reopen();
        world.Start();
        await world.StopAsync();
        world.AssertAllArrivedOnce();
    }

    [Fact]
    public async Task A_rewind_is_followed_from_where_it_says()
    {
        await using UplinkWorld world = new();
        await world.Server.StartAsync();
        int dropped = 0;
        world.Server.OnBatch = async (stream, batch) =>
        {
            // A server that loses a batch inside, and says so at the next one.
            if (batch.Sequence % 10 == 4 && batch.Sequence == stream.Lane.Durable + 1 && dropped < 5 && stream.Lane.Durable > (ulong)dropped * 10)
            {
                dropped++;
                return;
            }

            await stream.TakeAsync(batch);
        };
        world.AppendMany(60);
        world.Start();
        await world.StopAsync();
        Assert.Equal(5, dropped);
        Assert.Equal(1, world.Server.Streams);
        world.AssertAllArrivedOnce();
    }

    [Fact]
    public async Task A_drain_is_followed_by_finish_and_a_new_stream()
    {
        await using UplinkWorld world = new();
        await world.Server.StartAsync();
        world.Server.OnBatch = async (stream, batch) =>
        {
            await stream.TakeAsync(batch);
            if (stream.Batches == 10 && stream.Number <= 3)
            {
                await stream.SendAsync(new StreamSamplesResponse { Drain = new Drain { ReconnectAfterMs = 5, Reason = "moving" } });
            }
        };
        world.AppendMany(80);
        world.Start();
        await Until.TrueAsync(() => world.Spool.Spool.Acknowledged == 80);
        await world.StopAsync();
        Assert.Equal(4, world.Server.Streams);
        Assert.Equal(0, world.Server.Lane.Replays);
        Assert.Equal(0, world.Counters.StreamsLost.Value);
        world.AssertAllArrivedOnce();
    }

    [Fact]
    public async Task A_drain_that_ends_in_an_error_is_no_failure_either()
    {
        await using UplinkWorld world = new();
        await world.Server.StartAsync();
        world.Server.OnBatch = async (stream, batch) =>
        {
            await stream.TakeAsync(batch);
            if (stream.Batches == 10 && stream.Number == 1)
            {
                await stream.SendAsync(new StreamSamplesResponse { Drain = new Drain { ReconnectAfterMs = 5, Reason = "moving" } });
                throw new RpcException(new Status(StatusCode.Unavailable, "draining"));
            }
        };
        world.AppendMany(30);
        world.Start();
        await Until.TrueAsync(() => world.Spool.Spool.Acknowledged == 30);
        await world.StopAsync();
        Assert.Equal(0, world.Counters.StreamsLost.Value);
        world.AssertAllArrivedOnce();
    }

    [Fact]
    public async Task A_server_that_is_silent_before_welcome_or_acknowledges_what_was_not_sent_is_left()
    {
        await using UplinkWorld world = new();
        await world.Server.StartAsync();
        world.Server.OnHello = async stream =>
        {
            if (stream.Number == 1)
            {
                await stream.SendAsync(new StreamSamplesResponse { Heartbeat = new Heartbeat() });
            }
        };
        world.Server.OnBatch = async (stream, batch) =>
        {
            if (stream.Number == 2)
            {
                await stream.SendAsync(new StreamSamplesResponse { Ack = new Ack { DurableSequence = batch.Sequence + 100 } });
                return;
            }

            await stream.TakeAsync(batch);
        };
        world.AppendMany(10);
        world.Start();
        await Until.TrueAsync(() => world.Spool.Spool.Acknowledged == 10);
        await world.StopAsync();
        Assert.True(world.Server.Streams >= 3);
        world.AssertAllArrivedOnce();
    }

    [Fact]
    public async Task Stopping_without_a_server_leaves_everything_in_the_spool()
    {
        await using UplinkWorld world = new();
        world.AppendMany(5);
        world.Start();
        await Until.TrueAsync(() => world.Counters.StreamsLost.Value >= 1);
        await world.AbandonAsync();
        Assert.Equal(world.Spool.Appended, world.Spool.ReadFrom(1));
    }

    [Fact]
    public async Task Latency_and_throughput_arrive_as_they_were_measured()
    {
        await using UplinkWorld world = new();
        await world.Server.StartAsync();
        Sample[] samples =
        [
            Sample.Latency("customers/acme/circuits/a", 1000, 12.5), Sample.Throughput("customers/acme/circuits/b", 2000, 1e9),
            Sample.Latency("customers/acme/circuits/b", 500, 0.25), Sample.Loss("customers/acme/circuits/a", 1000, 3, 2),
        ];
        Assert.Equal(AppendOutcome.Appended, world.Spool.Spool.TryAppend(SampleBatches.Build(samples), null));
        world.Start();
        await world.StopAsync();
        Assert.Equal(samples.Where(s => s.Metric == Metric.Latency), world.Server.Lane.Samples.Where(s => s.Metric == Metric.Latency));
        Assert.Equal(samples.Where(s => s.Metric != Metric.Latency), world.Server.Lane.Samples.Where(s => s.Metric != Metric.Latency));
    }
}
