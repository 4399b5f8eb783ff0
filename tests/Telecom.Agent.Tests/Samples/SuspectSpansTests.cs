using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Agent.Clocks;
using Telecom.Agent.Reporting;
using Telecom.Agent.Samples;
using Telecom.Agent.Spooling;
using Telecom.Agent.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Tests.Samples;

public sealed class SuspectSpansTests : IDisposable
{
    private const string Circuit = "customers/acme/circuits/a";
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    [Fact]
    public void A_batch_bears_the_ranges_that_its_samples_lie_in_and_no_other()
    {
        SuspectSpans spans = new();
        spans.Add(100, 200, SuspectReason.ClockStep);
        spans.Add(300, 400, SuspectReason.HaltedTest);
        using SampleSpool spool = SampleSpool.Open(new SpoolOptions { Directory = _folder.Path }, _time, NullLogger.Instance);
        SampleCollector collector = new(new BatchOptions { MaxSamples = 2 }, spool, new AgentCounters(), _time, NullLogger<SampleCollector>.Instance, spans);
        foreach (long instant in new[] { 99L, 200L, 100L, 150L, 199L, 399L, 400L, 99L })
        {
            collector.Add(Sample.Loss(Circuit, instant, 1, 0));
        }

        Assert.True(collector.Flush());
        Assert.Equal(
            ["", "100-200 ClockStep", "100-200 ClockStep 300-400 HaltedTest", ""],
            Enumerable.Range(1, 4).Select(i => Marks(spool, (ulong)i)));
    }

    [Fact]
    public void Only_the_newest_ranges_are_kept()
    {
        SuspectSpans spans = new();
        for (int i = 0; i <= SuspectSpans.Most; i++)
        {
            spans.Add(i, i + 1, SuspectReason.ClockStep);
        }

        SampleBatch batch = new();
        spans.Mark(batch, [Sample.Loss(Circuit, 0, 1, 0)]);
        Assert.Empty(batch.Suspect);
        spans.Mark(batch, [Sample.Loss(Circuit, 1, 1, 0)]);
        Assert.Single(batch.Suspect);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public void A_step_is_told_with_the_time_since_the_last_look_by_both_times(int seconds)
    {
        List<ClockStep> steps = [];
        AnchoredClock clock = TestClock.On(_time);
        clock.Stepped = steps.Add;
        clock.Observe();
        long before = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;
        _time.Advance(TimeSpan.FromSeconds(1));
        _time.StepWall(TimeSpan.FromSeconds(seconds));
        _time.Advance(TimeSpan.FromSeconds(1));

        clock.Observe();

        ClockStep step = Assert.Single(steps);
        Assert.Equal((before, before + 2_000_000), (step.OldFromUs, step.OldToUs));
        Assert.Equal((before + (seconds * 1_000_000L), before + 2_000_000 + (seconds * 1_000_000L)), (step.NewFromUs, step.NewToUs));
        Assert.Equal(seconds * 1_000_000L, step.ByUs);
    }

    public void Dispose() => _folder.Dispose();

    private static string Marks(SampleSpool spool, ulong sequence)
    {
        Assert.True(spool.TryRead(sequence, out SpooledBatch batch));
        return string.Join(' ', batch.Batch.Suspect.Select(s => $"{s.StartUs}-{s.EndUs} {s.Reason}"));
    }
}
