using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Availability.DrawnTime;

namespace Telecom.Sla.Domain.Tests.Availability;

public sealed class ProbeDowntimeTests
{
    private const long Minute = UtcInstant.PerMinute;
    private const int Universe = 80;

    [Theory]
    [InlineData(ProbeReading.ProbeOwnsInterval, 3)]
    [InlineData(ProbeReading.FirstFailToLastFail, 2)]
    [InlineData(ProbeReading.LastOkToNextOk, 4)]
    public void GEN_07_Three_failed_probes_are_two_three_or_four_minutes(ProbeReading reading, long minutes)
    {
        // 10:00 ok, 10:01 to 10:03 fail, 10:04 ok. Own intervals 10:01-10:04; first to last fail 10:01-10:03; ok to ok 10:00-10:04.
        ProbedTime time = ProbeDowntime.Of(Probes("+---+", Minute), Range(0, 5 * Minute), Minute, 0, reading);
        Assert.Equal(minutes * Minute, time.Down.Length);
        Assert.True(time.Unmeasured.IsEmpty);
    }

    [Theory]
    [InlineData(ProbeReading.ProbeOwnsInterval, "..ddd...d.d")]
    [InlineData(ProbeReading.FirstFailToLastFail, "..dd.......")]
    [InlineData(ProbeReading.LastOkToNextOk, ".dddd..dddd")]
    public void Lone_failures_and_failures_at_the_end_are_read_the_same_way(ProbeReading reading, string down) =>
        Assert.Equal(down, Text(ProbeDowntime.Of(Probes("++---+++-+-", 1), Range(0, 11), 1, 0, reading), 11));

    [Theory]
    [InlineData(ProbeReading.ProbeOwnsInterval, ".d??d.")]
    [InlineData(ProbeReading.FirstFailToLastFail, "..??..")]
    [InlineData(ProbeReading.LastOkToNextOk, "dd??d.")]
    public void Missing_probes_are_unmeasured_and_end_a_row_of_failures(ProbeReading reading, string text) =>
        Assert.Equal(text, Text(ProbeDowntime.Of(Probes("+-  -+", 1), Range(0, 6), 1, 0, reading), 6));

    [Fact]
    public void What_no_probe_speaks_for_at_the_ends_is_unmeasured()
    {
        ProbedTime time = ProbeDowntime.Of([new(new UtcInstant(30), false)], Range(0, 100), 10, 0, ProbeReading.ProbeOwnsInterval);
        Assert.Equal([Range(30, 40)], time.Down.Ranges);
        Assert.Equal([Range(0, 30), Range(40, 100)], time.Unmeasured.Ranges);
        Assert.Equal([Range(0, 100)], ProbeDowntime.Of([], Range(0, 100), 10, 0, ProbeReading.ProbeOwnsInterval).Unmeasured.Ranges);
    }

    [Fact]
    public void Probes_outside_the_period_speak_for_what_reaches_into_it()
    {
        ProbeResult[] probes = [new(new UtcInstant(-4), false), new(new UtcInstant(6), true), new(new UtcInstant(16), false)];
        ProbedTime time = ProbeDowntime.Of(probes, Range(0, 12), 10, 0, ProbeReading.LastOkToNextOk);
        Assert.Equal([Range(0, 12)], time.Down.Ranges);
        Assert.True(time.Unmeasured.IsEmpty);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(2, 0)]
    public void A_probe_that_is_late_within_the_tolerance_leaves_no_gap(long tolerance, long unmeasured)
    {
        ProbeResult[] probes = [new(new UtcInstant(0), true), new(new UtcInstant(12), true)];
        Assert.Equal(unmeasured, ProbeDowntime.Of(probes, Range(0, 22), 10, tolerance, ProbeReading.ProbeOwnsInterval).Unmeasured.Length);
    }

    [Fact]
    public void Every_instant_agrees_with_the_probes_before_and_after_it() =>
        Seeds.ForEach(2000, random =>
        {
            int interval = random.Next(1, 6);
            int tolerance = random.Next(4);
            List<ProbeResult> probes = [];
            for (int at = random.Next(-5, 10); at < Universe + 10; at += random.Next(4) == 0 ? random.Next(1, 20) : interval)
            {
                probes.Add(new ProbeResult(new UtcInstant(at), random.Next(3) > 0));
            }

            TimeRange period = Range(0, Universe);
            ProbedTime narrow = ProbeDowntime.Of(probes, period, interval, tolerance, ProbeReading.FirstFailToLastFail);
            ProbedTime own = ProbeDowntime.Of(probes, period, interval, tolerance, ProbeReading.ProbeOwnsInterval);
            ProbedTime wide = ProbeDowntime.Of(probes, period, interval, tolerance, ProbeReading.LastOkToNextOk);

            Assert.Equal(Where(Universe, i => SpokenFor(i) is null), own.Unmeasured);
            Assert.Equal(own.Unmeasured, narrow.Unmeasured);
            Assert.Equal(own.Unmeasured, wide.Unmeasured);
            Assert.Equal(Where(Universe, i => SpokenFor(i) is (false, _)), own.Down);
            Assert.Equal(Where(Universe, i => SpokenFor(i) is (false, false)), narrow.Down);
            Assert.Equal(Where(Universe, i => SpokenFor(i) is (false, _) or (_, false)), wide.Down);

            // The last probe at or before an instant and, where none is missing, the first after it.
            (bool Before, bool? After)? SpokenFor(int instant)
            {
                ProbeResult[] past = [.. probes.Where(probe => probe.At.Microseconds <= instant)];
                ProbeResult[] future = [.. probes.Where(probe => probe.At.Microseconds > instant)];
                if (past.Length == 0)
                {
                    return null;
                }

                bool together = future.Length > 0 && future[0].At - past[^1].At <= interval + tolerance;
                return together ? (past[^1].Ok, future[0].Ok) : instant - past[^1].At.Microseconds < interval ? (past[^1].Ok, null) : null;
            }
        });

    [Fact]
    public void What_is_out_of_range_or_order_is_refused()
    {
        ProbeResult[] twice = [new(new UtcInstant(5), true), new(new UtcInstant(5), false)];
        Assert.Throws<ArgumentException>(() => ProbeDowntime.Of(twice, Range(0, 9), 1, 0, ProbeReading.ProbeOwnsInterval));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProbeDowntime.Of([], Range(0, 9), 0, 0, ProbeReading.ProbeOwnsInterval));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProbeDowntime.Of([], Range(0, 9), 1, -1, ProbeReading.ProbeOwnsInterval));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProbeDowntime.Of(Probes("+", 1), Range(0, 9), 1, 0, default));
    }

    /// <summary>'+' ok, '-' fail, ' ' missing.</summary>
    private static ProbeResult[] Probes(string text, long interval) =>
        [.. Enumerable.Range(0, text.Length).Where(i => text[i] != ' ').Select(i => new ProbeResult(new UtcInstant(i * interval), text[i] == '+'))];

    private static string Text(ProbedTime time, int count) => new([.. Enumerable.Range(0, count).Select(i =>
        time.Down.Overlaps(Range(i, i + 1)) ? 'd' : time.Unmeasured.Overlaps(Range(i, i + 1)) ? '?' : '.')]);
}
