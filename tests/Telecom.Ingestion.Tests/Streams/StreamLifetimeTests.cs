using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using Kind = Telecom.Ingestion.V1.StreamSamplesResponse.MessageOneofCase;

namespace Telecom.Ingestion.Tests.Streams;

/// <summary>What ends a stream, and what is still acknowledged then.</summary>
public sealed class StreamLifetimeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task The_server_sends_heartbeats_when_it_has_nothing_else_to_send()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();

        TimeSpan interval = 15 * Second;
        await Bound.UntilAsync(() => rig.Time.NextDue == interval, "heartbeats to begin");
        rig.Time.Advance(interval);
        StreamSamplesResponse response = await call.NextAsync();
        Assert.Equal(Kind.Heartbeat, response.MessageCase);
        Assert.Equal((ManualTime.Start + interval).ToUnixTimeMilliseconds() * 1000, response.Heartbeat.TimeUs);
    }

    [Fact]
    public async Task Heartbeats_are_sent_while_the_store_stands_still()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        rig.Log.Stall();
        call.Send(Batches.Latencies(1));
        await Bound.UntilAsync(() => rig.Log.Pending == 1, "the append");
        rig.Time.Advance(16 * Second);
        Assert.Equal(Kind.Heartbeat, (await call.NextAsync()).MessageCase);
        rig.Log.Resume();
        await call.AckedAsync(1);
    }

    [Fact]
    public async Task An_idle_stream_ends_and_heartbeats_keep_one_alive()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        for (int i = 0; i < 10; i++)
        {
            rig.Time.Advance(30 * Second);
            call.Heartbeat();
            ulong sequence = (ulong)i + 1;
            call.Send(Batches.Latencies(sequence));
            await call.AckedAsync(sequence);
        }

        rig.Time.Advance(59 * Second);
        Assert.False(call.Ended.IsCompleted);
        await Bound.UntilAsync(
            () =>
            {
                rig.Time.Advance(Second);
                return call.Ended.IsCompleted;
            },
            "the end of an idle stream");
        RpcFailure failure = await call.FailureAsync();
        Assert.Equal((StatusCode.Aborted, ErrorReason.IdleTimeout), (failure.Code, failure.Reason));
    }

    [Fact]
    public async Task A_stream_without_Hello_is_idle_too()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = rig.Start();
        await Bound.UntilAsync(() => rig.Time.ArmedTimers == 1, "the clock of the stream");
        await Bound.UntilAsync(
            () =>
            {
                rig.Time.Advance(Second);
                return call.Ended.IsCompleted;
            },
            "the end");
        Assert.Equal(ErrorReason.IdleTimeout, (await call.FailureAsync()).Reason);
    }

    [Fact]
    public async Task A_stalled_store_does_not_make_a_stream_idle()
    {
        await using StreamRig rig = await StreamRig.CreateAsync(o => o.MaxUnacknowledgedBatches = 1);
        MemoryStreamCall call = await rig.OpenAsync();
        rig.Log.Stall();
        call.Send(Batches.Latencies(1));
        await Bound.UntilAsync(() => rig.Log.Pending == 1, "the append");
        rig.Time.Advance(600 * Second);
        rig.Log.Resume();
        await call.AckedAsync(1);
        Assert.False(call.Ended.IsCompleted);
    }

    [Fact]
    public async Task An_old_stream_is_told_to_move_and_acknowledged_before_it_ends()
    {
        await using StreamRig rig = await StreamRig.CreateAsync(o => (o.IdleTimeout, o.DrainLimit) = (TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)));
        MemoryStreamCall call = await rig.OpenAsync();
        rig.Log.Stall();
        call.Send(Batches.Latencies(1));
        await Bound.UntilAsync(() => rig.Log.Pending == 1, "the append");
        rig.Time.Advance(TimeSpan.FromMinutes(26.9));
        Drain? drain = null;
        await Bound.UntilAsync(
            () =>
            {
                rig.Time.Advance(Second);
                while (call.TryNext(out StreamSamplesResponse? response))
                {
                    drain ??= response?.Drain;
                }

                return drain is not null;
            },
            "the announcement");
        Assert.InRange(rig.Time.GetUtcNow(), ManualTime.Start + TimeSpan.FromMinutes(27), ManualTime.Start + TimeSpan.FromMinutes(38));
        Assert.InRange(drain?.ReconnectAfterMs ?? 0, 500u, 1500u);
        Assert.False(call.Ended.IsCompleted);
        rig.Time.Advance(3 * Second);
        rig.Log.Resume();
        await call.AckedAsync(1);
        Assert.Equal(ErrorReason.Draining, (await call.FailureAsync()).Reason);
    }

    [Fact]
    public async Task A_drained_stream_whose_agent_finishes_ends_with_OK()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        rig.Log.Stall();
        call.Send(Batches.Latencies(1));
        await Bound.UntilAsync(() => rig.Log.Pending == 1, "the append");
        rig.BeginDrain();
        Assert.Equal(Kind.Drain, (await call.NextAsync()).MessageCase);
        call.Send(Batches.Latencies(2));
        call.Finish(2);
        await Bound.UntilAsync(() => rig.Log.Pending == 2 && call.Unread == 0, "everything read");
        rig.Time.Advance(9 * Second);
        rig.Log.Resume();
        await call.AckedAsync(2);
        Assert.Equal(Kind.Finished, (await call.NextAsync()).MessageCase);
        await call.Ended.WithinBound();
    }

    [Fact]
    public async Task A_drained_stream_whose_agent_only_closes_ends_as_unavailable_at_once()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        call.Send(Batches.Latencies(1));
        await call.AckedAsync(1);
        rig.BeginDrain();
        Assert.Equal(Kind.Drain, (await call.NextAsync()).MessageCase);
        call.CloseSending();
        RpcFailure failure = await call.FailureAsync();
        Assert.Equal((StatusCode.Unavailable, ErrorReason.Draining), (failure.Code, failure.Reason));
        Assert.NotNull(failure.RetryAfter);
        Assert.Equal(ErrorReason.Draining, (await rig.Start().FailureAsync()).Reason);
    }

    [Fact]
    public async Task A_drained_stream_whose_agent_goes_on_is_read_for_the_grace_only_and_acknowledged()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        rig.BeginDrain();
        Assert.Equal(Kind.Drain, (await call.NextAsync()).MessageCase);
        call.Send(Batches.Latencies(1));
        await call.AckedAsync(1);
        rig.Log.Stall();
        call.Send(Batches.Latencies(2));
        await Bound.UntilAsync(() => rig.Log.Pending == 1, "the append");
        rig.Time.Advance(TimeSpan.FromSeconds(2.1));
        call.Send(Batches.Latencies(3));
        rig.Log.Resume();
        await call.AckedAsync(2);
        Assert.Equal(ErrorReason.Draining, (await call.FailureAsync()).Reason);
        Assert.InRange(rig.Log.Stored(Names.Lane()).Count, 2, 3);
    }

    [Fact]
    public async Task A_drained_stream_does_not_wait_for_a_stalled_store_longer_than_the_limit()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        rig.Log.Stall();
        call.Send(Batches.Latencies(1));
        await Bound.UntilAsync(() => rig.Log.Pending == 1, "the append");
        rig.BeginDrain();
        Assert.Equal(Kind.Drain, (await call.NextAsync()).MessageCase);
        rig.Time.Advance(9 * Second);
        Assert.False(call.Ended.IsCompleted);
        rig.Time.Advance(2 * Second);
        Assert.Equal(ErrorReason.Draining, (await call.FailureAsync()).Reason);
        Assert.False(call.TryNext(out _));
        Assert.True(rig.InFlight.Bytes > 0);
        rig.Log.Resume();
        await Bound.UntilAsync(() => rig.InFlight.Bytes == 0, "the log to let go");
    }

    [Fact]
    public async Task A_stream_whose_agent_does_not_read_still_ends_at_the_limit()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        call.BlockedWrites = new TaskCompletionSource();
        call.Send(Batches.Latencies(1));
        await Bound.UntilAsync(() => rig.Log.Stored(Names.Lane()).Count == 1, "the append");
        rig.BeginDrain();
        await Bound.UntilAsync(
            () =>
            {
                rig.Time.Advance(Second);
                return call.Ended.IsCompleted;
            },
            "the end");
        Assert.Equal(ErrorReason.Draining, (await call.FailureAsync()).Reason);
    }
}
