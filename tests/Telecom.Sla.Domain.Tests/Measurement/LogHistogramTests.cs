using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Tests.Measurement;

public sealed class LogHistogramTests
{
    [Fact]
    public void Nothing_has_no_quantile_and_no_mean()
    {
        LogHistogram histogram = new();
        Assert.Null(histogram.Quantile(Ratio.Percent(50)));
        Assert.Null(histogram.Mean);
        Assert.Equal(default, histogram.CountAtLeast(1));
    }

    [Fact]
    public void Equal_samples_are_known_exactly()
    {
        LogHistogram histogram = new();
        histogram.Add(50_000_000, 100);
        Assert.Equal(new QuantileEstimate(new Ratio(50_000_000, 1), 50_000_000, 50_000_000), histogram.Quantile(Ratio.Percent(95)));
        Assert.Equal(new Ratio(50_000_000, 1), histogram.Mean);
    }

    [Fact]
    public void A_percentile_of_merged_agents_is_not_a_mean_of_their_percentiles()
    {
        LogHistogram first = new();
        LogHistogram second = new();
        first.Add(10_000_000, 100);
        second.Add(100_000_000, 10);
        first.MergeFrom(second);

        // Nearest rank: the ceil(0.95 * 110) = 105th of 110.
        Assert.Equal(100_000_000, first.Quantile(Ratio.Percent(95))!.Value.High);
        Assert.InRange(first.Quantile(Ratio.Percent(95))!.Value.Low, 98_900_000, 100_000_000);
    }

    [Fact]
    public void Quantiles_bound_the_sorted_sample_and_are_within_the_stated_error() =>
        Seeds.ForEach(400, random =>
        {
            long[] samples = Draw(random);
            LogHistogram histogram = Of(samples);
            Array.Sort(samples);
            foreach (Ratio quantile in (Ratio[])[Ratio.Zero, new Ratio(1, 1000), Ratio.Percent(5), Ratio.Percent(50), Ratio.Percent(95), Ratio.Percent(99), Ratio.One])
            {
                decimal rank = Math.Max(1, Math.Ceiling((decimal)quantile.Numerator * samples.Length / (decimal)quantile.Denominator));
                long exact = samples[(int)rank - 1];
                QuantileEstimate estimate = histogram.Quantile(quantile)!.Value;
                Assert.InRange(exact, estimate.Low, estimate.High);
                decimal error = Math.Abs(((decimal)estimate.Value.Numerator / (decimal)estimate.Value.Denominator) - exact);
                Assert.True(error <= 0.0055m * exact, $"{estimate.Value} for {exact}");
            }

            Assert.Equal(samples.Length, histogram.Count);
            Assert.Equal(samples[0], histogram.Min);
            Assert.Equal(samples[^1], histogram.Max);
            Assert.Equal(samples.Aggregate((UInt128)0, (sum, sample) => sum + (UInt128)sample), histogram.Sum);
        });

    [Fact]
    public void Shares_bound_the_counted_share_and_are_exact_outside_of_the_bucket_of_the_bound() =>
        Seeds.ForEach(400, random =>
        {
            long[] samples = Draw(random);
            LogHistogram histogram = Of(samples);
            long bound = random.Next(4) switch { 0 => samples[0], 1 => samples[^1] + 1, 2 => 0, _ => random.NextInt64(1, 2_000_000) };
            long exact = samples.Count(sample => sample >= bound);
            CountBounds bounds = histogram.CountAtLeast(bound);
            Assert.InRange(exact, bounds.Low, bounds.High);
            if (bound > 0)
            {
                int cut = LogBuckets.IndexOf(bound);
                Assert.True(bounds.High - bounds.Low <= samples.Count(sample => sample > 0 && LogBuckets.IndexOf(sample) == cut));
            }
        });

    [Fact]
    public void Any_order_and_grouping_gives_the_same_content() =>
        Seeds.ForEach(200, random =>
        {
            long[] samples = Draw(random);
            LogHistogram whole = Of(samples);
            LogHistogram[] parts = [.. Enumerable.Range(0, 4).Select(_ => new LogHistogram())];
            random.Shuffle(samples);
            foreach (long sample in samples)
            {
                parts[random.Next(parts.Length)].Add(sample);
            }

            random.Shuffle(parts);
            parts[1].MergeFrom(parts[2]);
            parts[0].MergeFrom(parts[3]);
            parts[0].MergeFrom(parts[1]);
            AssertSame(whole, parts[0]);
        });

    [Fact]
    public void A_histogram_can_be_merged_into_itself()
    {
        LogHistogram once = Of([0, 7, 7, 900]);
        LogHistogram twice = Of([0, 7, 7, 900, 0, 7, 7, 900]);
        once.MergeFrom(once);
        AssertSame(twice, once);
    }

    [Fact]
    public void The_largest_values_are_added_without_overflow()
    {
        LogHistogram histogram = new();
        histogram.Add(long.MaxValue, long.MaxValue);
        Assert.Equal((UInt128)long.MaxValue * (UInt128)long.MaxValue, histogram.Sum);
        Assert.Throws<OverflowException>(() => histogram.Add(1));
        Assert.Equal(long.MaxValue, histogram.Count);
        Assert.Equal((UInt128)long.MaxValue * (UInt128)long.MaxValue, histogram.Sum);
    }

    [Fact]
    public void Buckets_agree_with_a_dictionary_however_far_apart_the_values_are() =>
        Seeds.ForEach(300, random =>
        {
            int scale = random.Next(LogBuckets.Scale + 1);
            LogHistogram histogram = new(scale);
            SortedDictionary<int, long> expected = [];
            int spread = random.Next(1, 62);
            for (int i = random.Next(200); i > 0; i--)
            {
                long value = random.NextInt64(1, 1L << random.Next(1, spread + 1)) + (random.Next(3) == 0 ? 0 : 1L << spread);
                long times = random.Next(5) == 0 ? random.NextInt64(1, 1L << 40) : 1;
                histogram.Add(value, times);
                int bucket = LogBuckets.IndexOf(value) >> (LogBuckets.Scale - scale);
                expected[bucket] = expected.GetValueOrDefault(bucket) + times;
            }

            Assert.Equal(expected.Select(one => new HistogramBucket(one.Key, one.Value)), histogram.Buckets);
            LogHistogram twice = new(scale);
            twice.MergeFrom(histogram);
            twice.MergeFrom(histogram);
            Assert.Equal(expected.Select(one => new HistogramBucket(one.Key, one.Value * 2)), twice.Buckets);
        });

    [Fact]
    public void Histograms_of_different_scales_are_not_merged() =>
        Assert.Throws<ArgumentException>(() => new LogHistogram(3).MergeFrom(new LogHistogram()));

    [Fact]
    public void At_scale_3_a_quantile_is_within_its_stated_error() =>
        Seeds.ForEach(200, random =>
        {
            long[] samples = Draw(random);
            LogHistogram histogram = new(3);
            Array.ForEach(samples, sample => histogram.Add(sample));
            Array.Sort(samples);
            long exact = samples[(int)Math.Ceiling(samples.Length * 0.95m) - 1];
            QuantileEstimate estimate = histogram.Quantile(Ratio.Percent(95))!.Value;
            Assert.InRange(exact, estimate.Low, estimate.High);
            Assert.True(Math.Abs(((decimal)estimate.Value.Numerator / (decimal)estimate.Value.Denominator) - exact) <= 0.0454m * exact);
        });

    [Fact]
    public void Values_and_quantiles_out_of_range_are_refused()
    {
        LogHistogram histogram = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Add(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Add(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Quantile(new Ratio(101, 100)));
        Assert.Equal(0, histogram.Count);
    }

    private static void AssertSame(LogHistogram expected, LogHistogram actual)
    {
        Assert.Equal((expected.Count, expected.Sum, expected.Min, expected.Max, expected.ZeroCount), (actual.Count, actual.Sum, actual.Min, actual.Max, actual.ZeroCount));
        Assert.Equal(expected.Buckets, actual.Buckets);
    }

    private static LogHistogram Of(long[] samples)
    {
        LogHistogram histogram = new();
        foreach (long sample in samples)
        {
            histogram.Add(sample);
        }

        return histogram;
    }

    private static long[] Draw(Random random)
    {
        long[] samples = new long[random.Next(1, 300)];
        long bound = 1L << random.Next(1, 50);
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = random.Next(20) == 0 ? 0 : random.NextInt64(bound);
        }

        return samples;
    }
}
