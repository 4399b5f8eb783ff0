using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using static Telecom.Sla.Domain.Tests.Rating.RatingFixture;

namespace Telecom.Sla.Domain.Tests.Rating;

public sealed class ExactPerformanceTests
{
    private const long Minute = 29_000_000;

    [Fact]
    public void Listed_values_are_judged_exactly_at_the_limit()
    {
        // The ceil(0.95 * 20) = 19th of 20 is 50 ms; a histogram leaves 49.999 and 50.001 ms in one bucket open.
        ExactMeasurements measured = new();
        measured.AddLatency([.. Enumerable.Repeat(49_999_000L, 18), 50_000_000, 50_001_000]);
        measured.AddThroughput(100_000_000, 19);
        measured.AddThroughput(99_999_999);
        measured.AddLoss(1000, 1);
        IReadOnlyList<PerformanceRating> figures = PerformanceRater.RateExact(
            [
                Limit(MetricKind.Loss, PerformanceStatistic.LossRatio, Comparator.Less, new Ratio(1, 1000)),
                Limit(MetricKind.Latency, PerformanceStatistic.P95, Comparator.Less, new Ratio(50_000, 1)),
                Limit(MetricKind.Latency, PerformanceStatistic.P95, Comparator.LessOrEqual, new Ratio(50_000, 1)),
                Limit(MetricKind.Throughput, PerformanceStatistic.ShareAtLeast(100_000_000), Comparator.GreaterOrEqual, Ratio.Percent(95)),
                Limit(MetricKind.Throughput, PerformanceStatistic.Mean, Comparator.GreaterOrEqual, new Ratio(100_000_000, 1)),
            ],
            measured,
            final: true);
        Assert.Equal(
            ["ratio 0.1000 % Breached", "p95 50000.000 us Breached", "p95 50000.000 us Met", "share_at_least 95.0000 % Met", "mean 100000000 bit/s Breached"],
            figures.Select(figure => $"{figure.Statistic.Name} {figure.ValueText} {figure.Unit} {figure.State}"));
        Assert.All(figures, figure => Assert.Equal((figure.Value, figure.Value), (figure.Low, figure.High)));
        Assert.Equal([1000L, 20L, 20L, 20L, 20L], figures.Select(figure => figure.SampleCount));
    }

    [Fact]
    public void Only_figures_with_limits_are_given_and_coverage_is_not_judged()
    {
        ExactMeasurements measured = new();
        measured.AddLatency(1);
        PerformanceLimit limit = Limit(MetricKind.Latency, PerformanceStatistic.P50, Comparator.Less, Ratio.One, coverage: Ratio.One);
        Assert.Equal(ObjectiveState.OnTrack, Assert.Single(PerformanceRater.RateExact([limit], measured, final: false)).State);
        Assert.Empty(PerformanceRater.RateExact([], measured, final: true));
    }

    [Fact]
    public void Nothing_listed_is_undetermined()
    {
        PerformanceLimit[] limits =
        [
            Limit(MetricKind.Latency, PerformanceStatistic.JitterMean, Comparator.Less, Ratio.One),
            Limit(MetricKind.Loss, PerformanceStatistic.MeanLossRatio, Comparator.Less, Ratio.One),
            Limit(MetricKind.Throughput, PerformanceStatistic.P50, Comparator.Less, Ratio.One),
        ];
        Assert.All(
            PerformanceRater.RateExact(limits, new ExactMeasurements(), final: true),
            figure => Assert.Equal((ObjectiveState.Undetermined, "", 0), (figure.State, figure.ValueText, figure.SampleCount)));
    }

    [Fact]
    public void Loss_as_a_mean_of_ratios_may_miss_where_the_ratio_of_sums_passes()
    {
        // Sums: 1/100000 < 0.1 %. Mean: (1/10 + 0)/2 = 5 %.
        ExactMeasurements measured = new();
        measured.AddLoss(10, 1);
        measured.AddLoss(99_990, 0);
        measured.AddLoss(0, 0);
        PerformanceRating sums = Of(PerformanceStatistic.LossRatio);
        PerformanceRating mean = Of(PerformanceStatistic.MeanLossRatio);
        Assert.Equal(("0.0010", ObjectiveState.Met), (sums.ValueText, sums.State));
        Assert.Equal(("5.0000", "%", ObjectiveState.Breached), (mean.ValueText, mean.Unit, mean.State));
        Assert.Equal((2, 100_000), (measured.LossIntervals, measured.Sent));

        PerformanceRating Of(PerformanceStatistic statistic) =>
            PerformanceRater.RateExact([Limit(MetricKind.Loss, statistic, Comparator.Less, new Ratio(1, 1000))], measured, final: true)[0];
    }

    [Fact]
    public void Jitter_is_taken_inside_a_list_and_not_from_one_list_to_the_next()
    {
        // Differences 1000, 3000 in the first list, 500 in the second; 10000 between the lists is none.
        ExactMeasurements measured = new();
        measured.AddLatency(10_000, 11_000, 8_000);
        measured.AddLatency(18_000, 18_500);
        Assert.Equal("1.500 us", Text(PerformanceStatistic.JitterMean));
        Assert.Equal("1.000 us", Text(PerformanceStatistic.JitterPercentile(50)));
        Assert.Equal("3.000 us", Text(PerformanceStatistic.JitterPercentile(95)));
        Assert.Equal("3.000 us", Text(PerformanceStatistic.JitterPercentile(99)));

        string Text(PerformanceStatistic statistic)
        {
            PerformanceLimit limit = Limit(MetricKind.Latency, statistic, Comparator.LessOrEqual, new Ratio(3, 1));
            PerformanceRating figure = PerformanceRater.RateExact([limit], measured, final: true)[0];
            Assert.Equal((ObjectiveState.Met, 3), (figure.State, figure.SampleCount));
            return $"{figure.ValueText} {figure.Unit}";
        }
    }

    [Fact]
    public void Jitter_is_of_consecutive_samples_also_over_the_end_of_a_minute_but_not_over_a_gap()
    {
        long minute = MinuteCell.MinuteOf(April.Start);
        MinuteCell[] cells = [new(minute), new(minute + 1), new(minute + 3)];
        cells[0].AddLatency(cells[0].Start, 1000);
        cells[0].AddLatency(cells[0].Start.Plus(1), 3000);
        cells[1].AddLatency(cells[1].Start, 2000);
        cells[2].AddLatency(cells[2].Start, 900_000);
        CircuitRating rating = CircuitRater.Rate(Premium, new RatingScope(April, April.Start, April.End), cells);
        PerformanceRating figure = rating.Performance.Single(one => one.Statistic == PerformanceStatistic.JitterMean);
        Assert.Equal((new Ratio(3, 2), 2), (figure.Value, figure.SampleCount));
    }

    [Fact]
    public void Packet_delay_variation_is_the_delay_above_the_least()
    {
        ExactMeasurements measured = new();
        measured.AddLatency([5_000, 6_000, 9_000]);
        PerformanceLimit limit = Limit(MetricKind.Latency, PerformanceStatistic.AboveMinimumPercentile(95), Comparator.LessOrEqual, new Ratio(4, 1));
        PerformanceRating figure = PerformanceRater.RateExact([limit], measured, final: true).Single();
        Assert.Equal((new Ratio(4, 1), ObjectiveState.Met, "us"), (figure.Value, figure.State, figure.Unit));
        Assert.True(PerformanceStatistic.TryParse("pdv_p95", out PerformanceStatistic? parsed));
        Assert.Equal(limit.Statistic, parsed);
    }

    [Fact]
    public void A_minute_of_all_its_producers_is_one_interval_of_a_mean_of_ratios()
    {
        // Minute 0: (1 + 0)/(10 + 10) = 5 %; minute 1: nothing sent; minute 2: 1/2. Mean (1/20 + 1/2)/2 = 11/40.
        MinuteCell[] cells = [new(Minute), new(Minute), new(Minute + 1), new(Minute + 2)];
        cells[0].AddLoss(cells[0].Start, 10, 1);
        cells[1].AddLoss(cells[1].Start, 10, 0);
        cells[2].AddLatency(cells[2].Start, 1);
        cells[3].AddLoss(cells[3].Start, 2, 1);
        PerformanceLimit limit = Limit(MetricKind.Loss, PerformanceStatistic.MeanLossRatio, Comparator.LessOrEqual, new Ratio(11, 40));
        PerformanceRating figure = Live(cells, limit);
        Assert.Equal((new Ratio(11, 40), ObjectiveState.Met, 22), (figure.Value, figure.State, figure.SampleCount));

        PerformanceMeasurements first = Measured(cells[..3], limit);
        first.MergeFrom(Measured(cells[3..], limit));
        Assert.Equal(new Ratio(11, 40), first.MeanLossRatio!.Value.Low);
    }

    [Fact]
    public void Live_and_listed_samples_are_never_judged_oppositely() =>
        Seeds.ForEach(300, random =>
        {
            PerformanceStatistic share = PerformanceStatistic.ShareAtLeast(1 + random.Next(60_000));
            PerformanceStatistic[] statistics = [PerformanceStatistic.P50, PerformanceStatistic.P95, PerformanceStatistic.Mean, share];
            ExactMeasurements listed = new();
            List<MinuteCell> cells = [];
            for (int i = random.Next(1, 30); i > 0; i--)
            {
                cells.Add(new MinuteCell(Minute + cells.Count));
                for (int j = random.Next(1, 4); j > 0; j--)
                {
                    long value = random.Next(60_000);
                    cells[^1].AddLatency(cells[^1].Start, value);
                    listed.AddLatency(value);
                }

                uint sent = (uint)random.Next(1, 6);
                uint lost = (uint)random.Next((int)sent + 1);
                cells[^1].AddLoss(cells[^1].Start, sent, lost);
                listed.AddLoss(sent, lost);
            }

            PerformanceLimit[] limits =
            [
                .. statistics.Select(statistic => Limit(MetricKind.Latency, statistic, (Comparator)random.Next(1, 5), new Ratio(random.Next(60_000), 1000))),
                Limit(MetricKind.Loss, PerformanceStatistic.LossRatio, Comparator.Less, new Ratio(random.Next(10), 10)),
                Limit(MetricKind.Loss, PerformanceStatistic.MeanLossRatio, Comparator.Less, new Ratio(random.Next(10), 10)),
            ];
            foreach (PerformanceRating exact in PerformanceRater.RateExact(limits, listed, final: true))
            {
                PerformanceRating live = Live(cells, exact.Limit!);
                Assert.True(live.Low <= exact.Value && exact.Value <= live.High, $"{exact.Statistic.Name}: {exact.Value} is not in [{live.Low}, {live.High}]");
                Assert.True(
                    live.State == exact.State || (live.State == ObjectiveState.Undetermined && live.Low != live.High),
                    $"{exact.Statistic.Name}: {live.State} and {exact.State}");
                Assert.Equal(exact.SampleCount, live.SampleCount);
            }
        });

    [Theory]
    [InlineData("p95", true, true, false)]
    [InlineData("mean", true, true, false)]
    [InlineData("ratio", false, false, true)]
    [InlineData("mean_of_ratios", false, false, true)]
    [InlineData("jitter_mean", true, false, false)]
    [InlineData("jitter_p99", true, false, false)]
    public void Statistics_belong_to_metrics(string name, bool latency, bool throughput, bool loss)
    {
        Assert.True(PerformanceStatistic.TryParse(name, out PerformanceStatistic? statistic));
        Assert.Equal(name, statistic.Name);
        Assert.Equal(
            (latency, throughput, loss),
            (statistic.AppliesTo(MetricKind.Latency), statistic.AppliesTo(MetricKind.Throughput), statistic.AppliesTo(MetricKind.Loss)));
        foreach (MetricKind metric in Enum.GetValues<MetricKind>().Where(metric => !statistic.AppliesTo(metric)))
        {
            PerformanceLimit limit = Limit(metric, statistic, Comparator.Less, Ratio.One);
            Assert.Throws<ArgumentException>(() => PerformanceRater.RateExact([limit], new ExactMeasurements(), final: true));
        }
    }

    [Theory]
    [InlineData("jitter_p0")]
    [InlineData("jitter_p05")]
    [InlineData("jitter_p100")]
    [InlineData("jitter_p")]
    [InlineData("jitter")]
    [InlineData("Jitter_mean")]
    [InlineData("mean_of_ratio")]
    public void Other_names_are_no_statistics(string name) => Assert.False(PerformanceStatistic.TryParse(name, out _));

    private static PerformanceRating Live(IReadOnlyList<MinuteCell> cells, PerformanceLimit limit)
    {
        PerformanceMeasurements measured = Measured(cells, limit);
        return PerformanceRater.Rate([limit], measured, cells.Count, measured, cells.Count, final: true).Single(figure => figure.Limit is not null);
    }

    private static PerformanceMeasurements Measured(IEnumerable<MinuteCell> cells, PerformanceLimit limit)
    {
        PerformanceMeasurements measured = new([limit]);
        foreach (MinuteCell cell in cells)
        {
            measured.Add(cell);
        }

        return measured;
    }
}
