using Telecom.Ingestion.Clocks;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Clocks;

/// <summary>How far agents' clocks are off, and what becomes of their samples.</summary>
public sealed class ClockSkewTests
{
    private const long Second = 1_000_000;

    [Fact]
    public void The_estimate_never_exceeds_the_true_skew_and_misses_it_by_no_more_than_its_error() => Seeds.ForEach(500, random =>
    {
        ClockSkew skew = new(windowTicks: 1000);
        long trueUs = random.NextInt64(-100 * Second, 100 * Second);
        long serverUs = Batches.BaseUs;
        bool known = false;
        for (int i = 0; i < random.Next(1, 50); i++)
        {
            serverUs += random.Next(10_000);
            long there = random.Next(1, 200_000);
            long back = random.Next(1, 200_000);
            long held = random.Next(0, 1_000_000);
            skew.Told(serverUs - there + trueUs, serverUs, i);
            if (random.Next(2) == 0)
            {
                skew.Echoed(serverUs - there - held - back, held, serverUs, i);
                known = true;
            }
        }

        Assert.True(skew.IsKnown);
        Assert.InRange(skew.LowestUs, trueUs - 200_000, trueUs);
        Assert.Equal(known, skew.ErrorUs > 0);
    });

    [Fact]
    public void The_true_skew_lies_within_the_error_when_every_message_echoes() => Seeds.ForEach(500, random =>
    {
        ClockSkew skew = new(windowTicks: 1000);
        long trueUs = random.NextInt64(-100 * Second, 100 * Second);
        for (int i = 0; i < random.Next(1, 50); i++)
        {
            long there = random.Next(1, 200_000);
            skew.Told(Batches.BaseUs - there + trueUs, Batches.BaseUs, i);
            skew.Echoed(Batches.BaseUs - there - random.Next(1, 200_000), 0, Batches.BaseUs, i);
            Assert.InRange(trueUs, skew.LowestUs, skew.LowestUs + skew.ErrorUs);
        }
    });

    [Fact]
    public void What_was_told_two_windows_ago_is_forgotten()
    {
        ClockSkew skew = new(windowTicks: 100);
        skew.Told(500, 0, 0);
        skew.Told(7, 0, 150);
        Assert.Equal(500, skew.LowestUs);
        skew.Told(5, 0, 250);
        Assert.Equal(7, skew.LowestUs);
        skew.Told(3, 0, 10_000);
        Assert.Equal(3, skew.LowestUs);
    }

    [Theory]
    [InlineData(61, true)]
    [InlineData(60, false)]
    [InlineData(-60, false)]
    [InlineData(-61, true)]
    public async Task Records_of_an_agent_whose_clock_is_off_by_more_than_the_limit_are_marked(int seconds, bool marked)
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = rig.Start();
        call.Send(NewHello(rig, seconds * Second));
        Assert.NotNull((await call.NextAsync()).Welcome);
        SampleBatch batch = Batches.Latencies(1);
        batch.Suspect.Add(new SuspectSpan { StartUs = 1, EndUs = 2, Reason = SuspectReason.ClockStep });
        call.Send(batch);
        call.Send(WithoutDeclarations(2));
        await call.AckedAsync(2);

        foreach (var entry in rig.Log.Stored(Names.Lane()))
        {
            LogRecord record = LogRecord.Parser.ParseFrom(entry.Record.Span);
            Assert.Equal(marked ? SuspectReason.ClockSkew : SuspectReason.Unspecified, record.Suspect);
            Assert.Equal(record.Batch.Sequence == 1 ? 1 : 0, record.Batch.Suspect.Count);
        }

        Assert.Equal(seconds * Second, rig.Registry.SkewOf(Names.Lane())?.LowestUs);
    }

    [Fact]
    public async Task A_clock_that_is_set_right_is_believed_after_two_windows()
    {
        await using StreamRig rig = await StreamRig.CreateAsync(o => (o.IdleTimeout, o.MaxStreamAge) = (TimeSpan.FromHours(1), TimeSpan.FromDays(1)));
        MemoryStreamCall call = rig.Start();
        call.Send(NewHello(rig, 100 * Second));
        Assert.NotNull((await call.NextAsync()).Welcome);
        call.Send(Batches.Latencies(1));
        await call.AckedAsync(1);
        for (ulong sequence = 2; sequence <= 4; sequence++)
        {
            rig.Time.Advance(TimeSpan.FromMinutes(5));
            call.Send(new StreamSamplesRequest { Heartbeat = new Heartbeat { TimeUs = NowUs(rig) } });
            call.Send(WithoutDeclarations(sequence));
            await call.AckedAsync(sequence);
        }

        Assert.Equal(
            [true, true, false, false],
            rig.Log.Stored(Names.Lane()).Select(e => LogRecord.Parser.ParseFrom(e.Record.Span).Suspect == SuspectReason.ClockSkew));
    }

    [Fact]
    public async Task A_base_time_in_the_future_at_which_no_sample_lies_says_nothing_of_the_clock()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = rig.Start();
        call.Send(NewHello(rig, 0));
        Assert.NotNull((await call.NextAsync()).Welcome);
        call.Send(Batches.Latencies(1));
        long day = 86_400 * Second;
        SampleBatch batch = new() { Sequence = 2, BaseTimeUs = NowUs(rig) + day };
        call.Send(batch.AddLatency(1, -day - Second, 1));
        call.Send(new SampleBatch { Sequence = 3, BaseTimeUs = NowUs(rig) + day });
        call.Send(WithoutDeclarations(4));
        await call.AckedAsync(4);
        Assert.Equal(0, rig.Registry.SkewOf(Names.Lane())?.LowestUs);
        Assert.All(
            rig.Log.Stored(Names.Lane()).Where(e => !e.Record.IsEmpty),
            e => Assert.Equal(SuspectReason.Unspecified, LogRecord.Parser.ParseFrom(e.Record.Span).Suspect));
    }

    private static SampleBatch WithoutDeclarations(ulong sequence)
    {
        SampleBatch batch = Batches.Latencies(sequence);
        batch.Circuits.Clear();
        return batch;
    }

    private static long NowUs(StreamRig rig) => (rig.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;

    private static Hello NewHello(StreamRig rig, long aheadUs) => new()
    {
        Agent = Names.Agent,
        SpoolEpoch = Names.EpochBytes(),
        AgentTimeUs = NowUs(rig) + aheadUs,
    };
}
