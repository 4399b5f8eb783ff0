using System.Numerics;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Tests.Measurement;

public sealed class ExactSamplesTests
{
    private static readonly Ratio[] Quantiles =
        [Ratio.Zero, new(1, 1000), Ratio.Percent(5), Ratio.Percent(50), Ratio.Percent(95), Ratio.Percent(99), Ratio.One];

    [Fact]
    public void Nothing_has_no_quantile_and_no_mean()
    {
        ExactSamples samples = new();
        Assert.Null(samples.Quantile(Ratio.Percent(50)));
        Assert.Null(samples.Mean);
        Assert.Equal(default, samples.CountAtLeast(0));
    }

    [Fact]
    public void GEN_09_A_percentile_of_merged_agents_is_not_a_mean_of_their_percentiles()
    {
        // 100 samples of 10 ms and 10 of 100 ms: the ceil(0.95 * 110) = ceil(104.5) = 105th of 110 is one of the slow ones.
        ExactSamples first = new();
        ExactSamples second = new();
        first.Add(10_000_000, 100);
        second.Add(100_000_000, 10);
        Ratio mean = (first.Quantile(Ratio.Percent(95))!.Value.Value + second.Quantile(Ratio.Percent(95))!.Value.Value) / new Ratio(2, 1);
        Assert.Equal(new Ratio(55_000_000, 1), mean);
        first.MergeFrom(second);
        Assert.Equal(new QuantileEstimate(new Ratio(100_000_000, 1), 100_000_000, 100_000_000), first.Quantile(Ratio.Percent(95)));
        Assert.Equal(10_000_000, first.Quantile(new Ratio(100, 110))!.Value.Low);
    }

    [Fact]
    public void Statistics_are_those_of_the_sorted_list_and_lie_in_the_bounds_of_a_histogram() =>
        Seeds.ForEach(500, random =>
        {
            long[] values =
                [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(3) == 0 ? random.Next(5) : random.NextInt64(1_000_000_000_000))];
            ExactSamples left = new();
            ExactSamples right = new();
            LogHistogram histogram = new();
            foreach (long value in values)
            {
                (random.Next(2) == 0 ? left : right).Add(value);
                histogram.Add(value);
            }

            left.MergeFrom(right);
            Array.Sort(values);
            foreach (Ratio quantile in Quantiles)
            {
                int rank = (int)Math.Max(1, Math.Ceiling((decimal)quantile.Numerator * values.Length / (decimal)quantile.Denominator));
                long expected = values[rank - 1];
                Assert.Equal(new QuantileEstimate(new Ratio(expected, 1), expected, expected), left.Quantile(quantile));
                Assert.InRange(expected, histogram.Quantile(quantile)!.Value.Low, histogram.Quantile(quantile)!.Value.High);
            }

            long bound = values[random.Next(values.Length)] + random.Next(-1, 2);
            long atLeast = values.LongCount(value => value >= bound);
            Assert.Equal(new CountBounds(atLeast, atLeast), left.CountAtLeast(bound));
            Assert.InRange(atLeast, histogram.CountAtLeast(bound).Low, histogram.CountAtLeast(bound).High);
            Assert.Equal(values.Aggregate(BigInteger.Zero, (sum, value) => sum + value), (BigInteger)left.Sum);
            Assert.Equal((values.Length, histogram.Mean), (left.Count, left.Mean));
            Assert.Equal(values.Distinct(), left.Values.Select(value => value.Key));
        });

    [Fact]
    public void A_distribution_merged_into_itself_counts_twice()
    {
        ExactSamples samples = new();
        samples.Add(3, 2);
        samples.MergeFrom(samples);
        Assert.Equal((4, (UInt128)12), (samples.Count, samples.Sum));
    }

    [Fact]
    public void The_largest_counts_fit_and_larger_ones_are_an_error_that_adds_nothing()
    {
        ExactSamples samples = new();
        samples.Add(long.MaxValue, long.MaxValue);
        Assert.Equal(new Ratio(long.MaxValue, 1), samples.Mean);
        Assert.Throws<OverflowException>(() => samples.Add(7));
        Assert.Equal((long.MaxValue, (UInt128)long.MaxValue * (UInt128)long.MaxValue, 1), (samples.Count, samples.Sum, samples.Values.Count));
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        ExactSamples samples = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => samples.Add(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => samples.Add(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => samples.Quantile(new Ratio(101, 100)));
        Assert.Throws<ArgumentOutOfRangeException>(() => samples.Quantile(new Ratio(-1, 100)));
        Assert.Equal(0, samples.Count);
    }
}
