using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using Kind = Telecom.Ingestion.V1.StreamSamplesResponse.MessageOneofCase;

namespace Telecom.Ingestion.Tests.Streams;

/// <summary>The order of messages on a stream.</summary>
public sealed class StreamSessionTests
{
    [Fact]
    public async Task Welcome_states_where_to_go_on_and_every_limit()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        Welcome welcome = (await rig.OpenAsync()).Welcome;
        Assert.Equal(0ul, welcome.DurableSequence);
        Assert.Equal(Durability.Fsynced, welcome.Durability);
        Assert.Equal(
            new StreamLimits
            {
                MaxBatchSamples = 10_000,
                MaxMessageBytes = 4 * 1024 * 1024,
                MaxUnacknowledgedBatches = 64,
                MaxCircuits = 10_000,
                MaxFutureUs = 300_000_000,
                HeartbeatIntervalMs = 15_000,
                IdleTimeoutMs = 60_000,
                MaxLanes = 16,
                LaneRetentionS = 90 * 86_400,
            },
            welcome.Limits);
        Assert.Equal(ManualTime.Start.ToUnixTimeMilliseconds() * 1000, welcome.ServerTimeUs);
    }

    [Fact]
    public async Task Batches_are_acknowledged_and_Finish_ends_the_stream_with_OK()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        call.Send(Batches.Latencies(1));
        call.Send(Batches.Latencies(2));
        call.Finish(2);
        IReadOnlyList<StreamSamplesResponse> acks = await call.AckedAsync(2);
        Assert.All(acks, a => Assert.Equal(Kind.Ack, a.MessageCase));
        Assert.Equal(2ul, (await call.NextAsync()).Finished.DurableSequence);
        await call.Ended.WithinBound();
        Assert.Equal([1ul, 2ul], rig.Log.Stored(Names.Lane()).Select(e => e.Sequence));
    }

    [Fact]
    public async Task Nothing_is_acknowledged_before_it_is_durable_and_one_acknowledgement_covers_all_that_became_durable()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        rig.Log.Stall();
        for (ulong sequence = 1; sequence <= 10; sequence++)
        {
            call.Send(Batches.Latencies(sequence));
        }

        await Bound.UntilAsync(() => rig.Log.Pending == 10, "ten appends under way");
        Assert.False(call.TryNext(out _));
        rig.Log.Resume();
        IReadOnlyList<StreamSamplesResponse> acks = await call.AckedAsync(10);
        Assert.InRange(acks.Count, 1, 10);
        Assert.Equal(acks.Select(a => a.Ack.DurableSequence).Order(), acks.Select(a => a.Ack.DurableSequence));
    }

    [Fact]
    public async Task A_replayed_sequence_is_acknowledged_again_with_its_refusals_and_counted_once()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        SampleBatch bad = Batches.Latencies(1).AddLatency(1, 0, float.NaN);
        call.Send(bad.Clone());
        Refusal first = Assert.Single((await call.AckedAsync(1))[0].Ack.Refusals);
        rig.Catalog.Set();
        call.Send(bad.Clone());
        Ack again = (await call.AckedAsync(1))[0].Ack;
        Assert.Equal(first, Assert.Single(again.Refusals));
        Assert.Equal(3, Assert.Single(rig.Log.Stored(Names.Lane())).StoredSamples);
    }

    [Fact]
    public async Task A_new_stream_that_replays_gets_each_batchs_refusals_with_the_number_that_first_covers_it()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall first = await rig.OpenAsync();
        for (ulong sequence = 1; sequence <= 3; sequence++)
        {
            first.Send(Batches.Latencies(sequence).AddLatency(1, 0, -1));
        }

        await first.AckedAsync(3);
        MemoryStreamCall second = await rig.OpenAsync();
        Assert.Equal(3ul, second.Welcome.DurableSequence);
        second.Send(Batches.Latencies(2));
        Ack ack = (await second.NextAsync()).Ack;
        Assert.Equal((2ul, 2ul), (ack.DurableSequence, Assert.Single(ack.Refusals).Sequence));
        second.Send(Batches.Latencies(3));
        second.Finish(3);
        ack = (await second.NextAsync()).Ack;
        Assert.Equal((3ul, 3ul), (ack.DurableSequence, Assert.Single(ack.Refusals).Sequence));
        Assert.Equal(3ul, (await second.NextAsync()).Finished.DurableSequence);
    }

    [Fact]
    public async Task A_gap_is_answered_with_one_Rewind_and_the_stream_goes_on()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        call.Send(Batches.Latencies(1));
        for (ulong sequence = 3; sequence <= 30; sequence++)
        {
            call.Send(Batches.Latencies(sequence));
        }

        Assert.Equal(1ul, (await call.NextAsync()).Ack.DurableSequence);
        Assert.Equal(new Rewind { DurableSequence = 1, ReceivedSequence = 3 }, (await call.NextAsync()).Rewind);
        call.Send(Batches.Latencies(2));
        call.Send(Batches.Latencies(3));
        Assert.All(await call.AckedAsync(3), r => Assert.Equal(Kind.Ack, r.MessageCase));
        Assert.Equal([1ul, 2ul, 3ul], rig.Log.Stored(Names.Lane()).Select(e => e.Sequence));
    }

    [Fact]
    public async Task A_declaration_counts_even_when_its_batch_was_sent_back()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        call.Send(Batches.Latencies(2));
        Assert.Equal(Kind.Rewind, (await call.NextAsync()).MessageCase);
        SampleBatch without = Batches.Latencies(1);
        without.Circuits.Clear();
        call.Send(without);
        Assert.Empty((await call.AckedAsync(1))[0].Ack.Refusals);
    }

    [Fact]
    public async Task Finish_before_everything_came_is_answered_with_Rewind()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        call.Send(Batches.Latencies(1));
        await call.AckedAsync(1);
        call.Finish(2);
        Assert.Equal(new Rewind { DurableSequence = 1, ReceivedSequence = 2 }, (await call.NextAsync()).Rewind);
        call.Send(Batches.Latencies(2));
        await call.AckedAsync(2);
        call.Finish(2);
        Assert.Equal(Kind.Finished, (await call.NextAsync()).MessageCase);
    }

    [Fact]
    public async Task A_log_that_fell_behind_sends_the_agent_back_once()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        for (ulong sequence = 1; sequence <= 4; sequence++)
        {
            call.Send(Batches.Latencies(sequence));
        }

        await call.AckedAsync(4);
        rig.Log.Forget(Names.Lane(), 2);
        rig.Log.Stall();
        for (ulong sequence = 5; sequence <= 8; sequence++)
        {
            call.Send(Batches.Latencies(sequence));
        }

        await Bound.UntilAsync(() => rig.Log.Pending == 4, "four appends under way");
        rig.Log.Resume();
        Assert.Equal(new Rewind { DurableSequence = 2, ReceivedSequence = 5 }, (await call.NextAsync()).Rewind);
        for (ulong sequence = 3; sequence <= 8; sequence++)
        {
            call.Send(Batches.Latencies(sequence));
        }

        Assert.All(await call.AckedAsync(8), r => Assert.Equal(Kind.Ack, r.MessageCase));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], rig.Log.Stored(Names.Lane()).Select(e => (int)e.Sequence));
    }

    [Fact]
    public async Task A_log_that_fell_behind_at_the_end_does_not_let_the_stream_finish()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        call.Send(Batches.Latencies(1));
        await call.AckedAsync(1);
        rig.Log.Forget(Names.Lane(), 0);
        rig.Log.Stall();
        call.Send(Batches.Latencies(2));
        call.Finish(2);
        await Bound.UntilAsync(() => rig.Log.Pending == 1 && call.Unread == 0, "everything read");
        rig.Log.Resume();
        RpcFailure failure = await call.FailureAsync();
        Assert.Equal((StatusCode.Unavailable, ErrorReason.Draining), (failure.Code, failure.Reason));
    }

    [Fact]
    public async Task An_agent_that_closes_without_Finish_gets_its_acknowledgements_and_no_Finished()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        call.Send(Batches.Latencies(1));
        call.CloseSending();
        await call.AckedAsync(1);
        await call.Ended.WithinBound();
        Assert.False(call.TryNext(out _));
    }
}
