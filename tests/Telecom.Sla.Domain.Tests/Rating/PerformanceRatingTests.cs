using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Rating.RatingFixture;

namespace Telecom.Sla.Domain.Tests.Rating;

public sealed class PerformanceRatingTests
{
    private static readonly PerformanceLimit Latency = Limit(MetricKind.Latency, PerformanceStatistic.P95, Comparator.Less, new Ratio(50_000, 1));
    private static readonly PerformanceLimit Throughput = Limit(MetricKind.Throughput, PerformanceStatistic.ShareAtLeast(100_000_000), Comparator.GreaterOrEqual, Ratio.Percent(95));
    private static readonly PerformanceLimit Loss = Limit(MetricKind.Loss, PerformanceStatistic.LossRatio, Comparator.Less, new Ratio(1, 1000), leaveOut: false);
    private static readonly UtcInstant Begin = At("2026-04-10T00:00:00Z");

    [Theory]
    [InlineData(49_999_999, 49_999_999, ObjectiveState.OnTrack, ObjectiveState.Met)]
    [InlineData(50_000_000, 50_000_000, ObjectiveState.AtRisk, ObjectiveState.Breached)]
    [InlineData(49_999_000, 50_001_000, ObjectiveState.Undetermined, ObjectiveState.Undetermined)]
    [InlineData(1_000_000, 49_000_000, ObjectiveState.OnTrack, ObjectiveState.Met)]
    [InlineData(1_000_000, 60_000_000, ObjectiveState.AtRisk, ObjectiveState.Breached)]
    public void A_percentile_is_judged_by_its_bounds(long low, long high, ObjectiveState open, ObjectiveState final)
    {
        // 50 samples each: the 95th of 100 is one of the high ones, known within its bucket.
        MinuteCell cell = new(MinuteCell.MinuteOf(Begin));
        for (int i = 0; i < 50; i++)
        {
            cell.AddLatency(Begin, low);
            cell.AddLatency(Begin, high);
        }

        Assert.Equal(open, Of(Latency, [cell]).State);
        Assert.Equal(final, Of(Latency, [cell], final: true).State);
    }

    [Theory]
    [InlineData(1000, 1, ObjectiveState.AtRisk)]
    [InlineData(1001, 1, ObjectiveState.OnTrack)]
    [InlineData(1000, 0, ObjectiveState.OnTrack)]
    public void Loss_exactly_at_the_limit_is_a_miss(uint sent, uint lost, ObjectiveState state)
    {
        MinuteCell cell = new(MinuteCell.MinuteOf(Begin));
        cell.AddLoss(Begin, sent, lost);
        PerformanceRating figure = Of(Loss, [cell]);
        Assert.Equal(state, figure.State);
        Assert.Equal(new Ratio(lost, sent), figure.Value);
        Assert.Equal((figure.Value, figure.Value), (figure.Low, figure.High));
        Assert.Equal(sent, figure.SampleCount);
    }

    [Fact]
    public void Loss_is_a_ratio_of_sums_and_not_a_mean_of_ratios()
    {
        MinuteCell few = new(MinuteCell.MinuteOf(Begin));
        MinuteCell many = new(few.Minute + 1);
        few.AddLoss(few.Start, 10, 1);
        many.AddLoss(many.Start, 99_990, 0);
        Assert.Equal("0.0010", Of(Loss, [few, many]).ValueText);
    }

    [Fact]
    public void Texts_have_the_units_of_the_wire()
    {
        MinuteCell cell = new(MinuteCell.MinuteOf(Begin));
        cell.AddLatency(Begin, 12_345_678);
        cell.AddThroughput(Begin, 100_000_000);
        cell.AddThroughput(Begin, 99_999_999);
        cell.AddLoss(Begin, 3, 1);
        IReadOnlyList<PerformanceRating> figures = Rate([Latency, Throughput, Loss], [cell]);
        Assert.Equal(
            [
                "latency p50 12345.678 us ", "latency p95 12345.678 us <50000.000", "latency p99 12345.678 us ", "latency mean 12345.678 us ",
                "latency jitter_mean  us ", "latency jitter_p95  us ", "latency jitter_p99  us ", "latency pdv_p95 0.000 us ", "latency pdv_p99 0.000 us ",
                "throughput p50 99999999 bit/s ", "throughput mean 100000000 bit/s ", "throughput share_at_least 50.0000 % >=95.0000",
                "loss ratio 33.3333 % <0.1000",
            ],
            figures.Select(figure => $"{figure.Metric.ToString().ToLowerInvariant()} {figure.Statistic.Name} {figure.ValueText} {figure.Unit} {figure.ComparatorText}{figure.ThresholdText}"));
    }

    [Fact]
    public void Figures_without_a_limit_have_no_state_and_without_samples_no_value()
    {
        IReadOnlyList<PerformanceRating> figures = Rate([], []);
        Assert.Equal(12, figures.Count);
        Assert.All(figures, figure => Assert.Equal((ObjectiveState.None, "", "", ""), (figure.State, figure.ValueText, figure.LowText, figure.ThresholdText)));
    }

    [Fact]
    public void Nothing_measured_is_undetermined() =>
        Assert.All([Latency, Throughput, Loss], limit => Assert.Equal(ObjectiveState.Undetermined, Of(limit, [], final: true).State));

    [Fact]
    public void Too_few_measured_minutes_are_undetermined_and_said()
    {
        PerformanceLimit half = Latency with { MinimumCoverage = Ratio.Percent(50) };
        List<MinuteCell> cells = [];
        for (int i = 0; i < 30; i++)
        {
            cells.Add(new MinuteCell(MinuteCell.MinuteOf(Begin) + i));
            cells[i].AddLatency(cells[i].Start, 1000);
        }

        CircuitRating enough = Rating([half], cells, asOf: Begin.Plus(60 * UtcInstant.PerMinute));
        CircuitRating thin = Rating([half], cells, asOf: Begin.Plus(61 * UtcInstant.PerMinute));
        Assert.Equal(ObjectiveState.OnTrack, enough.Performance.Single(figure => figure.Limit is not null).State);
        Assert.Equal(ObjectiveState.Undetermined, thin.Performance.Single(figure => figure.Limit is not null).State);
        Assert.Contains(thin.Assumptions, text => text.Contains("30 of 61 minutes", StringComparison.Ordinal));
    }

    [Fact]
    public void A_share_is_exact_where_a_minutes_extremes_settle_it()
    {
        // Every sample is in the bucket of the bound; one sample a minute leaves nothing open.
        List<MinuteCell> cells = [];
        for (int i = 0; i < 20; i++)
        {
            cells.Add(new MinuteCell(MinuteCell.MinuteOf(Begin) + i));
            cells[i].AddThroughput(cells[i].Start, i == 0 ? 99_999_999 : 100_000_001);
        }

        PerformanceRating figure = Of(Throughput, cells);
        Assert.Equal((new Ratio(19, 20), new Ratio(19, 20), ObjectiveState.OnTrack), (figure.Low, figure.High, figure.State));
    }

    [Fact]
    public void Minutes_that_touch_an_outage_are_left_out_whole_where_the_limit_says_so()
    {
        // Down from 00:10:30 to 00:12:10: minutes 10, 11 and 12.
        IReadOnlyList<MinuteCell> cells = Probe("2026-04-10T00:00:00Z", "2026-04-10T01:00:00Z", lost: "2026-04-10T00:10:30Z/2026-04-10T00:12:10Z");
        foreach (MinuteCell cell in cells)
        {
            bool touched = cell.Minute - MinuteCell.MinuteOf(Begin) is 10 or 11 or 12;
            cell.AddLatency(cell.Start, touched ? 900_000_000 : 10_000_000);
        }

        CircuitRating rating = Rating([Latency, Loss], cells, asOf: Begin.Plus(UtcInstant.PerHour));
        PerformanceRating latency = rating.Performance.Single(figure => figure.Limit == Latency);
        PerformanceRating loss = rating.Performance.Single(figure => figure.Limit == Loss);
        Assert.Equal(("10000.000", 57, 57, 57), (latency.HighText, latency.SampleCount, latency.MeasuredMinutes, latency.CandidateMinutes));
        Assert.Equal((new Ratio(100, 3600), 3600, 60), (loss.Value, loss.SampleCount, loss.CandidateMinutes));
        Assert.Contains(rating.Assumptions, text => text.StartsWith("3 minutes that touch an outage", StringComparison.Ordinal));
        Assert.Equal(3660, rating.SampleCount);
    }

    [Fact]
    public void A_mean_does_not_overflow_on_the_largest_sums()
    {
        LogHistogram many = new();
        many.Add(3_600_000_000_000, long.MaxValue / 4);
        Assert.Equal(new Ratio(3_600_000_000_000, 1), many.Mean);
    }

    [Fact]
    public void The_first_minute_of_a_subscription_and_the_minute_of_asking_count_whole()
    {
        RatingScope scope = new(April, Begin.Plus(30_000_000), Begin.Plus(90_000_000));
        Assert.Equal((MinuteCell.MinuteOf(Begin), MinuteCell.MinuteOf(Begin) + 2), scope.Minutes);
        List<MinuteCell> cells = [new(MinuteCell.MinuteOf(Begin) - 1), new(MinuteCell.MinuteOf(Begin)), new(MinuteCell.MinuteOf(Begin) + 1), new(MinuteCell.MinuteOf(Begin) + 2)];
        cells.ForEach(cell => cell.AddLatency(cell.Start, 1));
        CircuitRating rating = CircuitRater.Rate(Premium, scope, cells);
        Assert.Equal((2, cells[2].Start), (rating.SampleCount, rating.NewestSample));
    }

    [Fact]
    public void Several_producers_are_said_and_their_minute_counts_once()
    {
        List<MinuteCell> cells = [new(MinuteCell.MinuteOf(Begin)), new(MinuteCell.MinuteOf(Begin))];
        cells.ForEach(cell => cell.AddLatency(cell.Start, 1));
        CircuitRating rating = Rating([], cells, Begin.Plus(60_000_000));
        Assert.Contains(rating.Assumptions, text => text.StartsWith("Several producers", StringComparison.Ordinal));
        Assert.Equal((2, 1, 1), (rating.Performance[0].SampleCount, rating.Performance[0].MeasuredMinutes, rating.Performance[0].CandidateMinutes));
    }

    [Theory]
    [InlineData(Comparator.Less, 49, ObjectiveState.Met)]
    [InlineData(Comparator.Less, 50, ObjectiveState.Breached)]
    [InlineData(Comparator.LessOrEqual, 50, ObjectiveState.Met)]
    [InlineData(Comparator.LessOrEqual, 51, ObjectiveState.Breached)]
    [InlineData(Comparator.Greater, 51, ObjectiveState.Met)]
    [InlineData(Comparator.Greater, 50, ObjectiveState.Breached)]
    [InlineData(Comparator.GreaterOrEqual, 50, ObjectiveState.Met)]
    [InlineData(Comparator.GreaterOrEqual, 49, ObjectiveState.Breached)]
    public void At_least_and_at_most_include_the_limit_and_less_and_more_do_not(Comparator comparator, long microseconds, ObjectiveState state)
    {
        MinuteCell cell = new(MinuteCell.MinuteOf(Begin));
        cell.AddLatency(Begin, microseconds * 1000);
        Assert.Equal(state, Of(Limit(MetricKind.Latency, PerformanceStatistic.Mean, comparator, new Ratio(50, 1)), [cell], final: true).State);
    }

    [Fact]
    public void A_statistic_that_the_metric_does_not_have_is_refused() =>
        Assert.Throws<ArgumentException>(() =>
        {
            MinuteCell cell = new(MinuteCell.MinuteOf(Begin));
            cell.AddLoss(Begin, 1, 0);
            return Of(Limit(MetricKind.Loss, PerformanceStatistic.P95, Comparator.Less, Ratio.One), [cell]);
        });

    [Theory]
    [InlineData("p50", true)]
    [InlineData("p7", true)]
    [InlineData("mean", true)]
    [InlineData("ratio", true)]
    [InlineData("p0", false)]
    [InlineData("p100", false)]
    [InlineData("p", false)]
    [InlineData("p9x", false)]
    [InlineData("share_at_least", false)]
    [InlineData(null, false)]
    public void Statistics_have_names(string? name, bool known)
    {
        Assert.Equal(known, PerformanceStatistic.TryParse(name, out PerformanceStatistic? statistic));
        Assert.True(statistic is null || statistic.Name == name);
    }

    [Theory]
    [InlineData(ObjectiveState.None)]
    [InlineData(ObjectiveState.OnTrack, ObjectiveState.None, ObjectiveState.OnTrack)]
    [InlineData(ObjectiveState.AtRisk, ObjectiveState.OnTrack, ObjectiveState.AtRisk)]
    [InlineData(ObjectiveState.Undetermined, ObjectiveState.Undetermined, ObjectiveState.AtRisk)]
    [InlineData(ObjectiveState.BreachedAlready, ObjectiveState.Undetermined, ObjectiveState.BreachedAlready)]
    [InlineData(ObjectiveState.Breached, ObjectiveState.Met, ObjectiveState.Undetermined, ObjectiveState.Breached)]
    public void The_sum_of_objectives_is_the_worst(ObjectiveState worst, params ObjectiveState[] states) => Assert.Equal(worst, ObjectiveStates.Worst(states));

    private static PerformanceRating Of(PerformanceLimit limit, IReadOnlyList<MinuteCell> cells, bool final = false) =>
        Rate([limit], cells, final).Single(figure => figure.Limit == limit);

    private static IReadOnlyList<PerformanceRating> Rate(IReadOnlyList<PerformanceLimit> limits, IReadOnlyList<MinuteCell> cells, bool final = false)
    {
        PerformanceMeasurements measured = new(limits);
        foreach (MinuteCell cell in cells)
        {
            measured.Add(cell);
        }

        return PerformanceRater.Rate(limits, measured, cells.Count, measured, cells.Count, final);
    }

    private static CircuitRating Rating(IReadOnlyList<PerformanceLimit> limits, IReadOnlyList<MinuteCell> cells, UtcInstant asOf) =>
        CircuitRater.Rate(Premium with { Limits = limits }, new RatingScope(April, Begin, asOf), cells);
}
