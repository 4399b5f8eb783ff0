using Telecom.Ingestion.Tests.Support;

namespace Telecom.Ingestion.Tests.Streams;

/// <summary>A slow store slows the agent: nothing is dropped and memory is bounded.</summary>
public sealed class BackPressureTests
{
    [Fact]
    public async Task A_stream_is_not_read_above_its_unacknowledged_batches()
    {
        await using StreamRig rig = await StreamRig.CreateAsync(o => o.MaxUnacknowledgedBatches = 4);
        MemoryStreamCall call = await rig.OpenAsync();
        rig.Log.Stall();
        Send(call, 100, samples: 1);
        await Bound.UntilAsync(() => rig.Log.Pending == 4, "four appends");
        rig.Log.Resume();
        await call.AckedAsync(100);
        Assert.Equal(4, rig.Log.MaxPending);
    }

    [Fact]
    public async Task A_stream_is_not_read_above_its_bytes()
    {
        const int Bound = 64 * 1024;
        await using StreamRig rig = await StreamRig.CreateAsync(o => o.MaxStreamInFlightBytes = Bound);
        MemoryStreamCall call = await rig.OpenAsync();
        rig.Log.Stall();
        Send(call, 60, samples: 1000);
        await Support.Bound.UntilAsync(() => rig.InFlight.Bytes >= Bound, "the bound");
        rig.Log.Resume();
        await call.AckedAsync(60);
        Assert.InRange(rig.Log.MaxPendingBytes, Bound / 2, Bound + 20_000);
    }

    [Fact]
    public async Task All_streams_together_are_not_read_above_their_bytes()
    {
        const int Bound = 128 * 1024;
        const int Streams = 8;
        await using StreamRig rig = await StreamRig.CreateAsync(o => (o.MaxStreamInFlightBytes, o.MaxInFlightBytes) = (Bound, Bound));
        rig.Log.Stall();
        List<MemoryStreamCall> calls = [];
        for (uint lane = 0; lane < Streams; lane++)
        {
            calls.Add(await rig.OpenAsync(lane));
            Send(calls[^1], 40, samples: 1000);
        }

        await Support.Bound.UntilAsync(() => rig.InFlight.Bytes >= Bound, "the bound");
        rig.Log.Resume();
        await Task.WhenAll(calls.Select(c => c.AckedAsync(40)));
        Assert.InRange(rig.Log.MaxPendingBytes, Bound / 2, Bound + (Streams * 20_000));
        Assert.Equal(0, rig.InFlight.Bytes);
    }

    [Fact]
    public async Task An_agent_that_does_not_read_its_acknowledgements_is_not_read_either()
    {
        await using StreamRig rig = await StreamRig.CreateAsync(o => o.MaxUnacknowledgedBatches = 4);
        MemoryStreamCall call = await rig.OpenAsync();
        call.BlockedWrites = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Send(call, 100, samples: 1);
        await Bound.UntilAsync(() => rig.Log.Stored(Names.Lane()).Count == 4, "four batches stored");
        await (await rig.OpenAsync(lane: 1)).NextRoundTripAsync();
        Assert.Equal(4, rig.Log.Stored(Names.Lane()).Count);
        call.BlockedWrites.SetResult();
        call.BlockedWrites = null;
        await call.AckedAsync(100);
    }

    [Fact]
    public async Task Out_of_order_batches_do_not_pile_up_answers()
    {
        await using StreamRig rig = await StreamRig.CreateAsync(o => o.MaxUnacknowledgedBatches = 4);
        MemoryStreamCall call = await rig.OpenAsync();
        call.BlockedWrites = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (int i = 0; i < 100; i++)
        {
            call.Send(Batches.Latencies(5));
        }

        await (await rig.OpenAsync(lane: 1)).NextRoundTripAsync();
        await Bound.UntilAsync(() => call.Unread <= 96, "the first answers");
        Assert.Equal(96, call.Unread);
        call.BlockedWrites.SetResult();
        call.BlockedWrites = null;
        for (int i = 0; i < 100; i++)
        {
            Assert.NotNull((await call.NextAsync()).Rewind);
        }
    }

    private static void Send(MemoryStreamCall call, int batches, int samples)
    {
        for (int i = 1; i <= batches; i++)
        {
            call.Send(Batches.Latencies((ulong)i, samples));
        }

    }
}
