using OpenTelemetry.Proto.Metrics.V1;
using Telecom.Ingestion.Otlp;
using Telecom.Ingestion.Otlp.Buckets;
using Telecom.Ingestion.Otlp.Points;
using Telecom.Sla.Domain.Measurement;
using static Telecom.Ingestion.Tests.Otlp.Exports;

namespace Telecom.Ingestion.Tests.Otlp;

public sealed class HistogramPointTests
{
    [Fact]
    public void An_exponential_histogram_in_nanoseconds_is_merged_into_the_cells_buckets_exactly()
    {
        double[] values = [.. Enumerable.Range(1, 5000).Select(i => (double)(1000 + (i * 37)))];
        foreach (int scale in (int[])[6, 7, 9])
        {
            DistributionRow row = RowOf(Latency("ns", false, Exponential(scale, values, 60)));
            Assert.Equal(0u, row.SourceErrorPpm);
            Assert.Equal((ulong)values.Sum(), row.Sum);
            Assert.Equal(((ulong)values.Min(), (ulong)values.Max()), (row.Min, row.Max));
            Assert.Equal(
                values.GroupBy(v => LogBuckets.IndexOf((long)v)).Select(g => (Index: g.Key, Count: (ulong)g.Count())).Order(),
                row.Counts.Select((c, i) => (Index: row.Offset + i, Count: c)).Where(b => b.Count > 0));
        }
    }

    [Fact]
    public void Explicit_bounds_keep_count_sum_smallest_and_largest_value_and_the_sender_is_told_how_wide_they_are()
    {
        HistogramDataPoint point = Explicit([0, 5, 10, 25, 50], [0, 0, 4, 2, 0, 0], 70, 60);
        (point.Min, point.Max) = (6, 20);
        MappedRequest mapped = new MapperRig().Map(Latency("ms", false, point));
        DistributionRow row = Row(mapped);
        Assert.Equal((6_000_000UL, 20_000_000UL), (row.Min, row.Max));
        Assert.Equal(6UL, row.Counts.Aggregate(0UL, (a, b) => a + b));
        Assert.InRange(row.Sum, 70_000_000UL * 0.994, 70_000_000UL * 1.006);
        Assert.Equal(0, mapped.Rejected);
        Assert.Contains("blur values", mapped.Message(), StringComparison.Ordinal);
        Assert.True(row.SourceErrorPpm > 50_000);
    }

    [Fact]
    public void Buckets_that_are_too_wide_for_the_option_are_rejected()
    {
        MappedRequest mapped = new MapperRig(new OtlpOptions { MaxBucketError = 0.1 }).Map(Latency("ms", false, Explicit([5, 10], [0, 4, 0], null, 60)));
        Assert.Equal((0, 1), (mapped.Samples.Count, mapped.Rejected));
    }

    [Fact]
    public void A_cumulative_histogram_gives_what_was_added_and_a_reset_gives_all()
    {
        MapperRig rig = new();
        Assert.Empty(rig.Map(Latency("ms", true, Explicit([5, 10], [1, 2, 3], 100, 10))).Samples);
        Assert.Equal(4UL, Count(rig.Map(Latency("ms", true, Explicit([5, 10], [2, 4, 4], 140, 20)))));
        Assert.Equal(3UL, Count(rig.Map(Latency("ms", true, Explicit([5, 10], [1, 1, 1], 30, 30)))));
        Assert.Equal(5UL, Count(rig.Map(Latency("ms", true, Explicit([5, 10], [2, 2, 1], 30, 40, 35)))));
        MappedRequest silent = rig.Map(Latency("ms", true, Explicit([5, 10], [2, 2, 1], 30, 50, 35)));
        Assert.Equal((0, 1), (silent.Samples.Count, silent.Gaps));
        Assert.Equal(1, rig.Map(Latency("ms", true, Explicit([6, 10], [2, 2, 2], 30, 60, 35))).FirstPoints);
    }

    [Fact]
    public void A_cumulative_exponential_histogram_may_change_its_scale_between_points()
    {
        MapperRig rig = new();
        double[] first = [1, 2, 3, 4];
        double[] second = [.. first, 5, 6, 70];
        Assert.Empty(rig.Map(Latency("ms", true, Exponential(8, first, 10))).Samples);
        Assert.Equal(3UL, Count(rig.Map(Latency("ms", true, Exponential(5, second, 20)))));
        Assert.Equal(1UL, Count(rig.Map(Latency("ms", true, Exponential(7, [.. second, 8], 30)))));
    }

    [Fact]
    public void A_histogram_of_zeros_counts_zeros()
    {
        DistributionRow row = RowOf(Latency("ms", false, Exponential(6, [0, 0, 0], 60)));
        Assert.Equal((3UL, 0, 0UL), (row.Zeros, row.Counts.Length, row.Max));
    }

    public static TheoryData<string, Metric> Wrong()
    {
        ExponentialHistogramDataPoint negative = Exponential(6, [1, 2], 60);
        negative.Negative = new ExponentialHistogramDataPoint.Types.Buckets { BucketCounts = { 1 } };
        ExponentialHistogramDataPoint scale = Exponential(6, [1, 2], 60);
        scale.Scale = 300;
        ExponentialHistogramDataPoint count = Exponential(6, [1, 2], 60);
        count.Count = 5;
        HistogramDataPoint sum = Explicit([5, 10], [1, 1, 1], double.PositiveInfinity, 60);
        return new TheoryData<string, Metric>
        {
            { "negative values", Latency("ms", false, negative) },
            { "scale is 300", Latency("ms", false, scale) },
            { "count is 5", Latency("ms", false, count) },
            { "bounds must be finite and ascend", Latency("ms", false, Explicit([5, 5], [1, 1, 1], null, 60)) },
            { "one bound less", Latency("ms", false, Explicit([5, 10], [1, 1], null, 60)) },
            { "the sum is", Latency("ms", false, sum) },
            { "values reach", Latency("s", false, Explicit([5, 10_000], [1, 1, 1], null, 60)) },
            { "unit", Latency("By", false, Explicit([5, 10], [1, 1, 1], null, 60)) },
        };
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_histogram_that_contradicts_itself_is_rejected(string reason, Metric metric)
    {
        MappedRequest mapped = new MapperRig().Map(metric);
        Assert.Equal((0, 1), (mapped.Samples.Count, mapped.Rejected));
        Assert.Contains(reason, mapped.Message(), StringComparison.Ordinal);
    }

    private static ulong Count(MappedRequest mapped)
    {
        DistributionRow row = Row(mapped);
        return row.Zeros + row.Counts.Aggregate(0UL, (a, b) => a + b);
    }

    private static DistributionRow RowOf(Metric metric) => Row(new MapperRig(new OtlpOptions { MaxBuckets = 4096 }).Map(metric));

    private static DistributionRow Row(MappedRequest mapped)
    {
        Assert.True(mapped.Rejected == 0, mapped.Message());
        return Assert.Single(mapped.Samples).Distribution ?? throw new InvalidOperationException("no distribution");
    }
}
