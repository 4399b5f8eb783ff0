using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Agent.Reporting;
using Telecom.Agent.Spooling;
using Telecom.Agent.Tests.Support;
using Telecom.Agent.Uplink;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Tests.Uplink;

public class RefusalTests
{
    private static readonly SpoolOptions Options = new() { Directory = "", RetryDelay = TimeSpan.Zero, RetryLongestDelay = TimeSpan.Zero, RetryMaxAge = TimeSpan.FromDays(36_500) };

    [Fact]
    public async Task Samples_refused_for_good_go_to_the_rejected_file_and_the_others_count()
    {
        await using UplinkWorld world = new(Options);
        world.Server.Refuse = batch => batch.Sequence % 2 == 0 ? [Permanent(batch.Sequence, 1)] : [];
        await world.Server.StartAsync();
        for (int i = 0; i < 10; i++)
        {
            world.Spool.Append(3);
        }

        world.Start();
        await world.StopAsync();
        RejectedSample[] lines = Lines(world);
        Assert.Equal([2UL, 4UL, 6UL, 8UL, 10UL], lines.Select(l => l.Sequence));
        Assert.All(lines, line =>
        {
            Assert.Equal(world.Spool.Appended[(int)(line.Sequence - 1) * 3 + 1], line.InstantUs);
            Assert.Equal(("loss", 1u, SpoolWorld.Circuit, 1u, 0u), (line.Metric, line.Row, line.Circuit, line.Sent, line.Lost));
            Assert.Equal(("TimeInFuture", "far ahead"), (line.Reason, line.Detail));
            Assert.Null(line.GivenUp);
        });
        Assert.Equal(5, world.Spool.Spool.State.RejectedSamples);
        Assert.Equal(25, world.Spool.Spool.State.AcknowledgedSamples);
        Assert.Equal(25, world.Counters.SamplesAcknowledged.Value);
        Assert.Equal(5, world.Counters.SamplesRejected.Value);
    }

    [Fact]
    public async Task Refusals_whose_acknowledgement_was_lost_are_heard_again_and_written_once()
    {
        await using UplinkWorld world = new(Options);
        world.Server.Refuse = batch => [Permanent(batch.Sequence, 0)];
        world.Server.OnBatch = async (stream, batch) =>
        {
            // Each stream but the last stores some batches without a word.
            if (stream.Number < 4)
            {
                stream.Store(batch);
                if (stream.Batches == 6)
                {
                    await stream.AcknowledgeAsync(stream.Lane.Stored[1]);
                    throw new RpcException(new Status(StatusCode.Unavailable, "gone"));
                }

                return;
            }

            await stream.TakeAsync(batch);
        };
        await world.Server.StartAsync();
        world.AppendMany(15);
        world.Start();
        await world.StopAsync();
        world.AssertAllArrivedOnce();
        RejectedSample[] lines = Lines(world);
        Assert.Equal(Enumerable.Range(1, 15).Select(s => (ulong)s), lines.Select(l => l.Sequence).Order());
        Assert.Equal(15, world.Spool.Spool.State.RejectedSamples);
    }

    [Fact]
    public async Task Batches_that_the_server_has_already_are_settled_by_their_replay_alone()
    {
        await using UplinkWorld world = new(Options);
        world.Server.Refuse = batch => [Permanent(batch.Sequence, 0)];
        world.Server.OnBatch = async (stream, batch) =>
        {
            if (stream.Number > 1)
            {
                await stream.TakeAsync(batch);
                return;
            }

            stream.Store(batch);
            if (batch.Sequence == 6)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "gone"));
            }
        };
        await world.Server.StartAsync();
        world.AppendMany(6);
        world.Start();
        await Until.TrueAsync(() => world.Spool.Spool.Acknowledged == 6);
        await world.StopAsync();
        world.AssertAllArrivedOnce();
        Assert.Equal(Enumerable.Range(1, 6).Select(s => (ulong)s), Lines(world).Select(l => l.Sequence));
    }

    [Fact]
    public void Refusals_of_a_server_that_acknowledges_ahead_of_replays_are_held_until_the_stream_is_finished()
    {
        using SpoolWorld world = new(Options);
        for (int i = 0; i < 6; i++)
        {
            world.Append();
        }

        Assert.True(world.Spool.Reconcile(0, out _));
        world.Spool.MarkSent(6);
        AckProcessor acks = new(UplinkWorld.Agent, world.Spool, world.Options, world.Time, new AgentCounters(), NullLogger<AckProcessor>.Instance);
        acks.Begin(6);
        acks.Sent(1, 1);
        acks.Take(new Ack { DurableSequence = 6, Refusals = { Permanent(1, 0) } });
        Assert.Equal(0UL, world.Spool.Acknowledged);
        for (ulong sequence = 2; sequence <= 6; sequence++)
        {
            acks.Sent(sequence, 1);
            acks.Take(new Ack { DurableSequence = 6, Refusals = { Permanent(sequence, 0) } });
        }

        Assert.Equal(0UL, world.Spool.Acknowledged);
        acks.Finish(6);
        Assert.Equal(6UL, world.Spool.Acknowledged);
        Assert.Equal(6, File.ReadAllLines(world.RejectedPath).Length);
    }

    [Fact]
    public void A_stream_drained_amid_replays_settles_only_what_it_sent()
    {
        using SpoolWorld world = new(Options);
        for (int i = 0; i < 6; i++)
        {
            world.Append();
        }

        Assert.True(world.Spool.Reconcile(0, out _));
        world.Spool.MarkSent(6);
        AckProcessor acks = new(UplinkWorld.Agent, world.Spool, world.Options, world.Time, new AgentCounters(), NullLogger<AckProcessor>.Instance);
        acks.Begin(6);
        acks.Sent(1, 1);
        acks.Sent(2, 1);
        acks.Take(new Ack { DurableSequence = 2, Refusals = { Permanent(1, 0) } });
        acks.Finish(6);
        Assert.Equal(2UL, world.Spool.Acknowledged);

        acks.Begin(6);
        for (ulong sequence = 3; sequence <= 6; sequence++)
        {
            acks.Sent(sequence, 1);
        }

        acks.Take(new Ack { DurableSequence = 6, Refusals = { Permanent(5, 0) } });
        Assert.Equal(6UL, world.Spool.Acknowledged);
        Assert.Equal([1UL, 5UL], Lines(world.RejectedPath).Select(l => l.Sequence));
        Assert.Equal((4L, 2L), (world.Spool.State.AcknowledgedSamples, world.Spool.State.RejectedSamples));
    }

    [Fact]
    public async Task Samples_refused_for_now_come_again_under_a_new_number_until_they_are_taken()
    {
        await using UplinkWorld world = new(Options);
        bool known = false;
        world.Server.Refuse = batch => known ? [] : batch.Loss.Circuit.Count == 3 ? [Retryable(batch.Sequence, 0, 2)] : [Retryable(batch.Sequence, 0, 1)];
        await world.Server.StartAsync();
        world.Spool.Append(3);
        world.Start();
        await Until.TrueAsync(() => world.Counters.SamplesRetried.Value == 2);
        Assert.Equal(1, world.Counters.SamplesAcknowledged.Value);
        Assert.Equal(1, world.Spool.Spool.Retries.Release(world.Spool.Spool));
        await Until.TrueAsync(() => world.Counters.SamplesRetried.Value == 4);
        known = true;
        Assert.Equal(1, world.Spool.Spool.Retries.Release(world.Spool.Spool));
        await world.StopAsync();

        Assert.Empty(world.Server.Faults);
        long[] expected = [world.Spool.Appended[0], world.Spool.Appended[2]];
        Assert.Equal(expected, FakeLane.SamplesOf(world.Server.Lane.Stored[3]).Select(s => s.InstantUs));
        Assert.Equal(3, world.Counters.SamplesAcknowledged.Value);
        Assert.Equal(0, world.Spool.Spool.Retries.Count);
        Assert.Empty(Lines(world));
    }

    [Fact]
    public async Task A_retryable_sample_beyond_its_age_is_rejected_and_the_file_says_why()
    {
        await using UplinkWorld world = new(Options with { RetryMaxAge = TimeSpan.Zero });
        world.Server.Refuse = batch => [Retryable(batch.Sequence, 0)];
        await world.Server.StartAsync();
        world.AppendMany(1);
        world.Start();
        await world.StopAsync();
        RejectedSample line = Lines(world).Single();
        Assert.Equal("UnknownCircuit", line.Reason);
        Assert.NotNull(line.GivenUp);
        Assert.Equal(0, world.Spool.Spool.Retries.Count);
    }

    [Fact]
    public async Task Refusals_of_rows_or_batches_that_do_not_exist_change_nothing()
    {
        await using UplinkWorld world = new(Options);
        world.Server.Refuse = batch =>
        [
            Permanent(batch.Sequence, 7),
            Permanent(batch.Sequence + 5, 0),
            new Refusal { Sequence = batch.Sequence, Metric = Metric.Latency, Rows = { 0 }, Reason = RefusalReason.Negative },
            new Refusal { Sequence = batch.Sequence, Rows = { 0 }, Reason = RefusalReason.BadHandle },
        ];
        await world.Server.StartAsync();
        world.AppendMany(1);
        world.Start();
        await world.StopAsync();
        world.AssertAllArrivedOnce();
        Assert.Empty(Lines(world));
        Assert.Equal(1, world.Counters.SamplesAcknowledged.Value);
    }

    private static Refusal Permanent(ulong sequence, params uint[] rows) => new()
    {
        Sequence = sequence,
        Metric = Metric.Loss,
        Rows = { rows },
        Reason = RefusalReason.TimeInFuture,
        Detail = "far ahead",
    };

    private static Refusal Retryable(ulong sequence, params uint[] rows) => new()
    {
        Sequence = sequence,
        Metric = Metric.Loss,
        Rows = { rows },
        Reason = RefusalReason.UnknownCircuit,
        Retryable = true,
    };

    private static RejectedSample[] Lines(UplinkWorld world) => Lines(world.Spool.RejectedPath);

    private static RejectedSample[] Lines(string path) =>
        File.Exists(path) ? [.. File.ReadAllLines(path).Select(line => JsonSerializer.Deserialize<RejectedSample>(line, RejectedSample.Json)!)] : [];
}
