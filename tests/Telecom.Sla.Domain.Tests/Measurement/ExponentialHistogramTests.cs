using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Tests.Measurement;

public sealed class ExponentialHistogramTests
{
    [Fact]
    public void Equal_and_finer_scales_merge_exactly_and_coarser_ones_within_the_stated_error() =>
        Seeds.ForEach(400, random =>
        {
            // The finest scale whose index is known exactly here is our own: finer ones are made of one bucket each.
            int scale = random.Next(-2, LogBuckets.Scale + 1);
            long[] samples = [.. Enumerable.Range(0, random.Next(1, 100)).Select(_ => random.Next(12) == 0 ? 0 : random.NextInt64(1, 1L << random.Next(1, 40)))];
            LogHistogram expected = new();
            Array.ForEach(samples, sample => expected.Add(sample));
            LogHistogram actual = new();
            Add(actual, samples, scale);

            Assert.Equal((expected.Count, expected.Sum, expected.Min, expected.Max, expected.ZeroCount), (actual.Count, actual.Sum, actual.Min, actual.Max, actual.ZeroCount));
            if (scale == LogBuckets.Scale)
            {
                Assert.Equal(expected.Buckets, actual.Buckets);
                Assert.Equal(0, actual.SourceErrorPpm);
            }

            Array.Sort(samples);
            foreach (int percent in (int[])[1, 25, 50, 95, 99])
            {
                long exact = samples[Math.Max(1, (int)Math.Ceiling(samples.Length * percent / 100m)) - 1];
                QuantileEstimate estimate = actual.Quantile(Ratio.Percent(percent))!.Value;
                Assert.InRange(exact, estimate.Low, estimate.High);
            }

            long bound = samples[random.Next(samples.Length)];
            CountBounds bounds = actual.CountAtLeast(bound);
            Assert.InRange(samples.Count(sample => sample >= bound), bounds.Low, bounds.High);
            MinuteCell cell = new(5);
            cell.AddDistribution(cell.Start, MetricKind.Latency, actual);
            MinuteCell back = MinuteCellCodec.Decode(MinuteCellCodec.Encode(cell));
            Assert.Equal(actual.Buckets, back.Latency.Buckets);
            Assert.Equal(actual.SourceErrorPpm, back.Latency.SourceErrorPpm);
        });

    [Fact]
    public void A_finer_scale_falls_into_our_buckets()
    {
        LogHistogram histogram = new();

        // Scale 8, buckets 4000 to 4003: 2^(4000/256) to 2^(4004/256); at scale 6 they are bucket 1000.
        histogram.AddExponential(8, [1, 2, 3, 4], 4000, 0, 507_000, 50_600, 51_000);
        Assert.Equal([new HistogramBucket(1000, 10)], histogram.Buckets);
    }

    [Fact]
    public void What_contradicts_itself_is_refused_and_nothing_is_added()
    {
        LogHistogram histogram = new();
        Action[] wrong =
        [
            () => histogram.AddExponential(6, [1], 148, 0, 5, 6, 6),
            () => histogram.AddExponential(6, [1], 148, 0, 6, 5, 5),
            () => histogram.AddExponential(6, [1], 148, 1, 5, 5, 5),
            () => histogram.AddExponential(6, [], 0, 0, 0, 0, 0),
            () => histogram.AddExponential(6, [-1], 148, 0, 5, 5, 5),
            () => histogram.AddExponential(21, [1], 148, 0, 5, 5, 5),
            () => histogram.AddExponential(6, [1], 148, 0, 5, 5, 5, -1),
        ];
        Assert.All(wrong, action => Assert.ThrowsAny<ArgumentException>(action));
        Assert.Equal(0, histogram.Count);
        histogram.AddExponential(6, [1], 148, 0, 5, 5, 5);
        Assert.Equal(1, histogram.Count);
    }

    private static void Add(LogHistogram histogram, long[] samples, int scale)
    {
        int[] indexes = [.. samples.Where(sample => sample > 0).Select(sample => LogBuckets.IndexOf(sample) >> (LogBuckets.Scale - scale))];
        int offset = indexes.Length == 0 ? 0 : indexes.Min();
        long[] counts = new long[indexes.Length == 0 ? 0 : indexes.Max() - offset + 1];
        Array.ForEach(indexes, index => counts[index - offset]++);
        UInt128 sum = samples.Aggregate(UInt128.Zero, (total, sample) => total + (UInt128)sample);
        histogram.AddExponential(scale, counts, offset, samples.Count(sample => sample == 0), sum, samples.Min(), samples.Max());
    }
}
