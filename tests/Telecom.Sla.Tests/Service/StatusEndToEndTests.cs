using System.Globalization;
using Telecom.Common.V1;
using Telecom.Sla.Tests.Fakes;
using Telecom.Sla.V1;
using Telecom.Storage.Sqlite;

namespace Telecom.Sla.Tests.Service;

/// <summary>From records in the real log to the figures on the wire, over the real host and the embedded store.</summary>
public sealed class StatusEndToEndTests : IDisposable
{
    private const long Second = 1_000_000;
    private const long Hour = 3600 * Second;
    private const long Start = Catalogue.SubscriptionStart;
    private const long OutageStart = Start + Hour;
    private const long OutageEnd = OutageStart + (60 * Second);

    private readonly Scratch _scratch = new();
    private readonly ShiftedClock _clock = new(At(Start + (2 * Hour) + (20 * Second)));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_planted_outage_gives_exactly_its_availability_budget_and_loss_and_percentiles_within_their_bounds()
    {
        List<Batch> batches = TwoHours();
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());
        await SlaRun.AppendAsync(log, batches);
        await run.CountedAsync(batches);

        CircuitStatus status = await run.StatusAsync(RandomBatches.Circuit(1));

        Assert.Equal(RandomBatches.Circuit(1), status.Circuit);
        Assert.Equal("customers/acme/subscriptions/main", status.Subscription);
        Assert.Equal((Catalogue.Contract, "premium", "UTC"), (status.Contract, status.Plan, status.TimeZone));
        Assert.Equal((Start, Start + (30 * 24 * Hour)), (status.Period.StartUs, status.Period.EndUs));
        Assert.Equal((Start, Start + (2 * Hour)), (status.Rated.StartUs, status.Rated.EndUs));
        Assert.False(status.Final);
        AssertAvailability(status.Availability);
        Outage outage = Assert.Single(status.Outages);
        Assert.Equal((OutageStart, OutageEnd), (outage.Time.StartUs, outage.Time.EndUs));
        Assert.Equal((false, 60UL, 60UL), (outage.Ongoing, outage.Sent, outage.Lost));
        AssertPerformance(status, Tally.Of(batches));
        Assert.Equal((ulong)batches.Sum(b => b.Samples.Count), status.SampleCount);
        Assert.Equal(Start + (2 * Hour) - Second + 400_000, status.NewestSampleUs);
        Assert.Equal(0UL, status.TooLateSamples);
        Assert.NotEmpty(status.Assumptions);
    }

    [Fact]
    public async Task An_outage_under_way_is_ongoing_and_nothing_after_as_of_is_looked_at()
    {
        List<Batch> batches = TwoHours();
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());
        await SlaRun.AppendAsync(log, batches);
        await run.CountedAsync(batches);

        CircuitStatus status = await run.StatusAsync(RandomBatches.Circuit(1), "2026-11", OutageStart + (39 * Second));

        Assert.Equal(OutageStart + (30 * Second), status.Rated.EndUs);
        Outage outage = Assert.Single(status.Outages);
        Assert.True(outage.Ongoing);
        Assert.Equal((OutageStart, OutageStart + (30 * Second)), (outage.Time.StartUs, outage.Time.EndUs));
        Assert.Equal(30 * Second, status.Availability.DowntimeUs);

        CircuitStatus before = await run.StatusAsync(RandomBatches.Circuit(1), "2026-11", OutageStart + (29 * Second));
        Assert.Empty(before.Outages);
        Assert.Equal(0, before.Availability.DowntimeUs);
    }

    [Fact]
    public async Task Slices_within_the_allowance_are_not_judged_and_silence_before_it_is_unmeasured()
    {
        List<Batch> batches = TwoHours();
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());
        await SlaRun.AppendAsync(log, batches);
        await run.CountedAsync(batches);

        _clock.Set(At(Start + (2 * Hour) + (24 * Second) + 999_999));
        Assert.Equal(0, (await run.StatusAsync(RandomBatches.Circuit(1))).Availability.UnmeasuredUs);

        _clock.Set(At(Start + (2 * Hour) + (25 * Second)));
        CircuitStatus silent = await run.StatusAsync(RandomBatches.Circuit(1));
        Assert.Equal(10 * Second, silent.Availability.UnmeasuredUs);
        Assert.Equal(Start + (2 * Hour) + (10 * Second), silent.Rated.EndUs);
        Assert.Equal(60 * Second, silent.Availability.DowntimeUs);
    }

    [Fact]
    public async Task A_month_that_is_over_is_final_and_late_samples_still_revise_it()
    {
        List<Batch> batches = TwoHours();
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());
        await SlaRun.AppendAsync(log, batches);
        await run.CountedAsync(batches);
        long monthEnd = Start + (30 * 24 * Hour);
        _clock.Set(At(monthEnd + (60 * Second)));

        CircuitStatus status = await run.StatusAsync(RandomBatches.Circuit(1), "2026-11");
        Assert.True(status.Final);
        Assert.Equal((Start, monthEnd), (status.Rated.StartUs, status.Rated.EndUs));
        Assert.Equal(2 * Hour, status.Availability.MeasuredUs);
        Assert.Equal(ObjectiveState.Undetermined, status.State);
        Assert.Contains(status.Assumptions, text => text.Contains("35 days late still revise", StringComparison.Ordinal));

        // One more minute of the first day arrives a month later; one that is older than retention does not count.
        Sample forgotten = Sample.Loss(RandomBatches.Circuit(1), Start + (3 * Hour), 5, 0);
        Batch late = new(batches[0].Lane, batches[^1].Sequence + 1, monthEnd + (60 * Second), [forgotten]);
        Batch tooLate = new(batches[0].Lane, late.Sequence + 1, Start + (36 * 24 * Hour), [forgotten with { TimeUs = Start + (4 * Hour) }]);
        await SlaRun.AppendAsync(log, [late, tooLate]);
        await run.CountedAsync([.. batches, late, tooLate]);
        CircuitStatus revised = await run.StatusAsync(RandomBatches.Circuit(1), "2026-11");
        Assert.Equal((2 * Hour) + (10 * Second), revised.Availability.MeasuredUs);
        Assert.Equal(1UL, revised.TooLateSamples);
        Assert.Contains(revised.Assumptions, text => text.StartsWith("1 sample ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_circuit_without_a_sample_is_undetermined_and_all_its_bounds_are_open()
    {
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());

        CircuitStatus status = await run.StatusAsync(RandomBatches.Circuit(2));

        Assert.Equal(ObjectiveState.Undetermined, status.State);
        AvailabilityStatus availability = status.Availability;
        Assert.Equal(("", "0.0000"), (availability.AvailabilityPct, availability.CoveragePct));
        Assert.Equal(("0.0000", "100.0000"), (availability.LowPct, availability.HighPct));
        Assert.Equal(0, status.NewestSampleUs);
    }

    [Fact]
    public async Task The_first_seconds_of_a_subscription_are_undetermined_with_an_explanation()
    {
        _clock.Set(At(Start + (3 * Second)));
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());

        CircuitStatus status = await run.StatusAsync(RandomBatches.Circuit(0));

        Assert.Equal(ObjectiveState.Undetermined, status.State);
        Assert.Equal((Start, Start), (status.Rated.StartUs, status.Rated.EndUs));
        Assert.Contains(
            status.Assumptions, text => text.StartsWith("Nothing is rated yet: the rated part begins at 2026-11-01T00:00:00Z", StringComparison.Ordinal));
    }

    private static void AssertAvailability(AvailabilityStatus availability)
    {
        Assert.Equal("99.9500", availability.TargetPct);
        Assert.Equal("99.1667", availability.AvailabilityPct);
        Assert.Equal(("99.1667", "99.1667", "100.0000"), (availability.LowPct, availability.HighPct, availability.CoveragePct));
        Assert.Equal((2 * Hour, 2 * Hour, 0L), (availability.RatedUs, availability.MeasuredUs, availability.UnmeasuredUs));
        Assert.Equal(60 * Second, availability.DowntimeUs);
        Assert.Equal(1296 * Second, availability.BudgetUs);
        Assert.Equal(1236 * Second, availability.BudgetLeftUs);
        Assert.Equal((10 * Second, "50.0000", 3U), (availability.IntervalUs, availability.LossThresholdPct, availability.Consecutive));
        Assert.Equal(ObjectiveState.AtRisk, availability.State);
    }

    private static void AssertPerformance(CircuitStatus status, Tally tally)
    {
        PerformanceStatus loss = Assert.Single(status.Performance, p => p is { Metric: Metric.Loss, Statistic: "ratio" });
        Assert.Equal(("0.8333", "0.8333", "0.8333", "%", "<", "0.1000"), (loss.Value, loss.Low, loss.High, loss.Unit, loss.Comparator, loss.Threshold));
        Assert.Equal(7200UL, loss.SampleCount);

        double[] exact = [.. tally.Of(RandomBatches.Circuit(1), "latency", Start, Start + (2 * Hour)).Select(s => (double)(float)s.Value).Order()];
        PerformanceStatus p95 = Assert.Single(status.Performance, p => p is { Metric: Metric.Latency, Statistic: "p95" });
        double nearestRank = exact[(int)Math.Ceiling(0.95 * exact.Length) - 1];
        Assert.InRange(nearestRank, Number(p95.Low) - 0.001, Number(p95.High) + 0.001);
        Assert.InRange(Number(p95.Value), nearestRank * 0.9945, nearestRank * 1.0055);
        Assert.Equal((ulong)exact.Length, p95.SampleCount);
        Assert.Equal(("us", "<", "50000.000"), (p95.Unit, p95.Comparator, p95.Threshold));
    }

    /// <summary>A probe a second: one packet and its delay, or its loss in the outage; a throughput test a minute.</summary>
    private static List<Batch> TwoHours()
    {
        Random random = new(20261101);
        string circuit = RandomBatches.Circuit(1);
        List<Batch> batches = [];
        for (int minute = 0; minute < 120; minute++)
        {
            List<Sample> samples = [];
            for (int second = 0; second < 60; second++)
            {
                long time = Start + (((minute * 60) + second) * Second) + 400_000;
                bool lost = time >= OutageStart && time < OutageEnd;
                samples.Add(Sample.Loss(circuit, time, 1, lost ? 1U : 0U));
                if (!lost)
                {
                    samples.Add(Sample.Latency(circuit, time, (float)(5000 * Math.Exp(random.NextDouble() * 2.5))));
                }
            }

            samples.Add(Sample.Throughput(circuit, Start + (minute * 60 * Second), 150e6));
            batches.Add(new Batch(RandomBatches.Lane(0), (ulong)minute + 1, Start + ((minute + 1) * 60 * Second), samples));
        }

        return batches;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(long us) => DateTimeOffset.UnixEpoch.AddTicks(us * 10);
}
