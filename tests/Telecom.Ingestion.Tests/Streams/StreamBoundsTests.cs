using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Streams;

/// <summary>How many streams there may be, and what a stream that breaks leaves behind.</summary>
public sealed class StreamBoundsTests
{
    [Fact]
    public async Task A_newer_stream_of_the_lane_supersedes_the_older_one_and_other_lanes_go_on()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall older = await rig.OpenAsync();
        MemoryStreamCall other = await rig.OpenAsync(lane: 1);
        older.Send(Batches.Latencies(1));
        await older.AckedAsync(1);
        MemoryStreamCall newer = await rig.OpenAsync();
        Assert.Equal(1ul, newer.Welcome.DurableSequence);
        RpcFailure failure = await older.FailureAsync();
        Assert.Equal((StatusCode.Aborted, ErrorReason.Superseded), (failure.Code, failure.Reason));
        other.Send(Batches.Latencies(1));
        await other.AckedAsync(1);
        newer.Send(Batches.Latencies(2));
        await newer.AckedAsync(2);
        newer.Finish(2);
        await newer.Ended.WithinBound();
    }

    [Fact]
    public async Task An_agent_has_a_bounded_number_of_streams()
    {
        await using StreamRig rig = await StreamRig.CreateAsync(o => (o.MaxLanes, o.MaxStreamsPerAgent) = (2, 2));
        await rig.OpenAsync(lane: 0);
        MemoryStreamCall second = await rig.OpenAsync(lane: 1);
        MemoryStreamCall third = rig.Start();
        third.Send(new Hello { Agent = Names.Agent, SpoolEpoch = Names.EpochBytes(9) });
        RpcFailure failure = await third.FailureAsync();
        Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.LimitExceeded), (failure.Code, failure.Reason));
        second.Finish(0);
        await second.Ended.WithinBound();
        await rig.OpenAsync(lane: 1);
    }

    [Fact]
    public async Task The_server_has_a_bounded_number_of_streams()
    {
        await using StreamRig rig = await StreamRig.CreateAsync(o => o.MaxStreams = 1);
        MemoryStreamCall first = await rig.OpenAsync();
        Assert.Equal(StatusCode.ResourceExhausted, (await rig.Start().FailureAsync()).Code);
        first.Finish(0);
        await first.Ended.WithinBound();
        await rig.OpenAsync();
    }

    [Fact]
    public async Task A_store_that_fails_ends_the_stream_acknowledges_nothing_more_and_recovers()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        call.Send(Batches.Latencies(1));
        await call.AckedAsync(1);
        rig.Log.Stall();
        rig.Log.Fail(1);
        for (ulong sequence = 2; sequence <= 4; sequence++)
        {
            call.Send(Batches.Latencies(sequence));
        }

        await Bound.UntilAsync(() => rig.Log.Pending == 3, "the appends");
        rig.Log.Resume();
        StreamSamplesResponse told = await call.NextAsync();
        Assert.Equal(250u, told.Drain?.ReconnectAfterMs);
        RpcFailure failure = await call.FailureAsync();
        Assert.Equal((StatusCode.Unavailable, ErrorReason.StoreUnavailable), (failure.Code, failure.Reason));
        Assert.Equal(TimeSpan.FromMilliseconds(250), failure.RetryAfter);
        Assert.False(call.TryNext(out _));

        MemoryStreamCall again = await rig.OpenAsync();
        Assert.Equal(1ul, again.Welcome.DurableSequence);
        for (ulong sequence = 2; sequence <= 4; sequence++)
        {
            again.Send(Batches.Latencies(sequence));
        }

        await again.AckedAsync(4);
        await Bound.UntilAsync(() => rig.InFlight.Bytes == 0, "the log to let go");
    }

    [Fact]
    public async Task An_agent_that_vanishes_leaves_nothing_behind_but_what_the_log_is_writing()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        rig.Log.Stall();
        call.Send(Batches.Latencies(1));
        await Bound.UntilAsync(() => rig.Log.Pending == 1, "the append");
        call.Abort();
        RpcException lost = await Assert.ThrowsAsync<RpcException>(() => call.Ended.WithinBound());
        Assert.Equal(StatusCode.Cancelled, lost.StatusCode);
        Assert.True(rig.InFlight.Bytes > 0);
        rig.Log.Resume();
        await Bound.UntilAsync(() => rig.InFlight.Bytes == 0, "the log to let go");
        Assert.Equal(1ul, (await rig.OpenAsync()).Welcome.DurableSequence);
    }
}
