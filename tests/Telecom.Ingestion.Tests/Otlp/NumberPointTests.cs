using OpenTelemetry.Proto.Metrics.V1;
using Telecom.Ingestion.Otlp;
using Telecom.Ingestion.Otlp.Points;
using Telecom.Ingestion.Tests.Support;
using static Telecom.Ingestion.Tests.Otlp.Exports;

namespace Telecom.Ingestion.Tests.Otlp;

public sealed class NumberPointTests
{
    [Theory]
    [InlineData("s", 0.0125)]
    [InlineData("ms", 12.5)]
    [InlineData("us", 12_500)]
    [InlineData("µs", 12_500)]
    [InlineData("ns", 12_500_000)]
    public void A_gauge_of_delay_is_scaled_by_its_unit(string unit, double value)
    {
        MappedRequest mapped = new MapperRig().Map(Gauge("telecom.latency", unit, Number(value, 1)));
        DoorSample sample = Assert.Single(mapped.Samples);
        Assert.Equal((SampleKind.Latency, Names.Circuit, 12_500f), (sample.Kind, sample.Circuit, sample.LatencyUs));
        Assert.Equal((long)At(1) / 1000, sample.TimeUs);
        Assert.Equal(("", 0), (mapped.Message(), mapped.Rejected));
    }

    [Theory]
    [InlineData("bit/s", 8000)]
    [InlineData("By/s", 1000)]
    [InlineData("kBy/s", 1)]
    [InlineData("kbit/s", 8)]
    public void A_gauge_of_throughput_is_scaled_by_its_unit(string unit, double value) =>
        Assert.Equal(8000, Assert.Single(new MapperRig().Map(Gauge("telecom.throughput", unit, Number(value, 1))).Samples).ThroughputBps);

    [Fact]
    public void A_delta_sum_of_bytes_is_a_rate_over_its_interval_and_belongs_to_the_minute_that_it_ends()
    {
        DoorSample sample = Assert.Single(new MapperRig().Map(Sum("telecom.throughput", "By", false, Number(5000, 60, 20))).Samples);
        Assert.Equal(1000, sample.ThroughputBps);
        Assert.Equal(((long)At(60) / 1000) - 1, sample.TimeUs);
    }

    [Fact]
    public void The_first_point_of_a_cumulative_sum_gives_no_sample_and_the_next_its_difference()
    {
        MapperRig rig = new();
        MappedRequest first = rig.Map(Sum("telecom.throughput", "By", true, Number(1_000_000, 10, 0)));
        Assert.Equal((0, 1), (first.Samples.Count, first.FirstPoints));
        Assert.Equal("", first.Message());
        Assert.Equal(1600, Assert.Single(rig.Map(Sum("telecom.throughput", "By", true, Number(1_002_000, 20, 0))).Samples).ThroughputBps);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void A_counter_without_a_usable_value_is_rejected_and_the_next_one_counts_from_the_last_good_one(double value)
    {
        MapperRig rig = new();
        rig.Map(Sum("telecom.throughput", "By", true, Number(1_000_000, 10, 0)));
        Assert.Equal((0, 1), Numbers(rig.Map(Sum("telecom.throughput", "By", true, Number(value, 20, 0)))));
        Assert.Equal(800, Assert.Single(rig.Map(Sum("telecom.throughput", "By", true, Number(1_002_000, 30, 0))).Samples).ThroughputBps);

        static (int, long) Numbers(MappedRequest mapped) => (mapped.Samples.Count, mapped.Rejected);
    }

    [Fact]
    public void Points_with_more_attributes_than_allowed_are_rejected_wherever_these_are()
    {
        MapperRig rig = new(new OtlpOptions { MaxAttributes = 2 });
        (string, string)[] many = [("a", "1"), ("b", "2"), ("c", "3")];
        MappedRequest ofPoint = rig.Map(Gauge("telecom.latency", "ms", Number(1, 1, null, many), Number(1, 2)));
        Assert.Equal((1, 1), (ofPoint.Samples.Count, ofPoint.Rejected));
        OpenTelemetry.Proto.Collector.Metrics.V1.ExportMetricsServiceRequest request = Of(Gauge("telecom.latency", "ms", Number(1, 1), Number(1, 2)));
        request.ResourceMetrics[0].ScopeMetrics[0].Scope = new() { Attributes = { many.Select(a => Text(a.Item1, a.Item2)) } };
        Assert.Equal(2, rig.Map(request, stored: false).Rejected);
        request.ResourceMetrics[0].ScopeMetrics[0].Scope = null;
        request.ResourceMetrics[0].Resource = new() { Attributes = { many.Select(a => Text(a.Item1, a.Item2)) } };
        MappedRequest ofResource = rig.Map(request, stored: false);
        Assert.Equal((0, 2), (ofResource.Samples.Count, ofResource.Rejected));
        Assert.Contains("Ingestion:Otlp:MaxAttributes", ofResource.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public void Histograms_of_one_export_cannot_span_more_buckets_than_allowed()
    {
        MapperRig rig = new(new OtlpOptions { MaxSpannedBuckets = 10_000 });
        HistogramDataPoint[] wide = [.. Enumerable.Range(1, 100).Select(i => Explicit([1e-6, 1e-5, 1, 1e3, 1e6], [0, 1, 0, 0, 1, 0], null, i))];
        Hosting.RpcFailure failure = Assert.Throws<Hosting.RpcFailure>(() => rig.Map(Latency("ms", false, wide)));
        Assert.Equal("max_spanned_buckets", failure.Metadata["limit"]);
        Assert.Single(rig.Map(Latency("ms", false, wide[0])).Samples);
    }

    [Fact]
    public void Several_points_of_a_cumulative_sum_in_one_export_are_differences_of_neighbours()
    {
        MappedRequest mapped = new MapperRig().Map(Sum("telecom.throughput", "By", true, Number(0, 10, 0), Number(1000, 20, 0), Number(3000, 30, 0)));
        Assert.Equal([800, 1600], mapped.Samples.Select(s => s.ThroughputBps));
    }

    [Fact]
    public void A_reset_with_a_new_start_counts_from_that_start()
    {
        MapperRig rig = new();
        rig.Map(Sum("telecom.throughput", "By", true, Number(1_000_000, 10, 0)));
        Assert.Equal(800, Assert.Single(rig.Map(Sum("telecom.throughput", "By", true, Number(500, 20, 15))).Samples).ThroughputBps);
    }

    [Fact]
    public void A_counter_that_steps_back_under_the_same_start_was_reset_in_between()
    {
        MapperRig rig = new();
        rig.Map(Sum("telecom.throughput", "By", true, Number(1_000_000, 10)));
        Assert.Equal(400, Assert.Single(rig.Map(Sum("telecom.throughput", "By", true, Number(500, 20))).Samples).ThroughputBps);
    }

    [Fact]
    public void A_start_that_moves_into_the_counted_time_begins_the_series_anew()
    {
        MapperRig rig = new();
        rig.Map(Sum("telecom.throughput", "By", true, Number(1000, 10, 0)));
        MappedRequest moved = rig.Map(Sum("telecom.throughput", "By", true, Number(1500, 20, 5)));
        Assert.Equal((0, 1), (moved.Samples.Count, moved.FirstPoints));
    }

    [Fact]
    public void An_export_that_was_not_stored_leaves_the_series_where_it_was()
    {
        MapperRig rig = new();
        rig.Map(Sum("telecom.throughput", "By", true, Number(0, 10, 0)));
        Assert.Single(rig.Map(Of(Sum("telecom.throughput", "By", true, Number(1000, 20, 0))), stored: false).Samples);
        Assert.Equal(800, Assert.Single(rig.Map(Of(Sum("telecom.throughput", "By", true, Number(2000, 30, 0))), stored: false).Samples).ThroughputBps);
    }

    [Fact]
    public void A_cumulative_point_that_comes_again_gives_nothing_and_an_older_one_is_rejected()
    {
        MapperRig rig = new();
        rig.Map(Sum("telecom.throughput", "By", true, Number(0, 10, 0), Number(1000, 20, 0)));
        MappedRequest again = rig.Map(Sum("telecom.throughput", "By", true, Number(1000, 20, 0), Number(500, 15, 0)));
        Assert.Empty(again.Samples);
        Assert.Equal((1, 1), (again.Repeated, again.Rejected));
        Assert.Contains("older than what was counted", again.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_series_that_was_silent_longest_is_forgotten_first_and_begins_anew()
    {
        MapperRig rig = new(new OtlpOptions { MaxCumulativeBytes = 65_536 });
        ExportSeries(0, 10);
        ExportSeries(1, 10);
        for (int i = 2; i < 500; i++)
        {
            ExportSeries(i, 10);
            ExportSeries(1, 10 + (i * 0.01));
        }

        Assert.True(rig.States.Forgotten > 0);
        Assert.True(rig.States.Bytes <= 65_536);
        Assert.Equal(1, ExportSeries(0, 20).FirstPoints);
        Assert.Single(ExportSeries(1, 20).Samples);

        MappedRequest ExportSeries(int series, double at) =>
            rig.Map(Sum("telecom.throughput", "By", true, Number(at, at, 0, ("telecom.circuit", CircuitId), ("port", $"{series}"))));
    }

    [Fact]
    public void Packets_sent_and_lost_of_one_time_make_one_sample_with_the_keys_of_both()
    {
        DoorSample sample = Assert.Single(new MapperRig().Map(
            Sum("telecom.packets.sent", "{packet}", false, Number(100, 10, 0)), Sum("telecom.packets.lost", "{packet}", false, Number(3, 10, 0))).Samples);
        Assert.Equal((SampleKind.Loss, 100u, 3u, 2), (sample.Kind, sample.Sent, sample.Lost, sample.Keys.Distinct().Count()));
    }

    [Fact]
    public void Packets_sent_and_lost_of_one_collection_go_together_although_each_metric_has_a_time_of_its_own()
    {
        MappedRequest mapped = new MapperRig().Map(
            Sum("telecom.packets.sent", "1", false, Number(100, 10, 0), Number(50, 20, 10), Number(7, 20.3, 20)),
            Sum("telecom.packets.lost", "1", false, Number(3, 10.0004, 0), Number(1, 19.99, 10), Number(2, 20.35, 20)));
        Assert.Equal([(100u, 3u), (50u, 1u), (7u, 2u)], mapped.Samples.Select(s => (s.Sent, s.Lost)));
        Assert.Equal("", mapped.Message());
    }

    [Fact]
    public void Delays_that_are_close_together_stay_apart() =>
        Assert.Equal(
            [1000f, 2000f, 3000f],
            new MapperRig().Map(Gauge("telecom.latency", "ms", Number(1, 1), Number(2, 1.001), Number(3, 1.002))).Samples.Select(s => s.LatencyUs));

    [Fact]
    public void Packets_sent_without_how_many_were_lost_are_rejected()
    {
        MappedRequest mapped = new MapperRig().Map(Sum("telecom.packets.sent", "1", false, Number(100, 10, 0)));
        Assert.Empty(mapped.Samples);
        Assert.Equal(1, mapped.Rejected);
        Assert.Contains("came without one that says how many were lost", mapped.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_without_a_recorded_value_is_a_gap_and_not_a_zero()
    {
        NumberDataPoint stale = Number(0, 10);
        stale.Flags = 1;
        MappedRequest mapped = new MapperRig().Map(Gauge("telecom.latency", "ms", stale));
        Assert.Equal((0, 1, 0), (mapped.Samples.Count, mapped.Gaps, mapped.Rejected));
    }

    [Fact]
    public void Each_bad_point_is_rejected_alone_with_its_reason()
    {
        MapperRig rig = new();
        NumberDataPoint noTime = Number(1, 1);
        noTime.TimeUnixNano = 0;
        MappedRequest mapped = rig.Map(
            Gauge("telecom.latency", "ms", Number(1, 1), noTime, Number(-1, 2), Number(double.NaN, 3), Number(2, 7200 * 24), Number(4, 4, null, ("telecom.circuit", "nowhere"))),
            Gauge("telecom.latency", "furlong", Number(1, 5)),
            Gauge("something.else", "ms", Number(1, 6), Number(1, 7)),
            new Metric { Name = "telecom.latency", Unit = "ms", Summary = new Summary { DataPoints = { new SummaryDataPoint { TimeUnixNano = At(8), Count = 1 } } } },
            Sum("telecom.latency", "ms", false, Number(1, 9, 8)),
            Gauge("telecom.latency", "ms", Number(5, 10, null, ("telecom.circuit", "customers/rival/circuits/theirs"))));
        Assert.Single(mapped.Samples);
        Assert.Equal(11, mapped.Rejected);
        Assert.All(
            (string[])["no time", "value out of range", "time in the future", "unknown circuit", "unit", "2 rejected, no mapping", "a summary", "a sum", "another customer's circuit"],
            reason => Assert.Contains(reason, mapped.Message(), StringComparison.Ordinal));
    }

    [Fact]
    public void Points_that_no_rule_takes_may_be_ignored_by_option() =>
        Assert.Equal((0, 2), (
            new MapperRig(new OtlpOptions { UnmappedPoints = UnmappedPoints.Ignore }).Map(Gauge("x", "ms", Number(1, 6), Number(1, 7))).Rejected,
            new MapperRig(new OtlpOptions { UnmappedPoints = UnmappedPoints.Ignore }).Map(Gauge("x", "ms", Number(1, 6), Number(1, 7))).Ignored));

    [Fact]
    public void The_same_point_twice_in_one_export_is_one_sample_whatever_the_order_of_its_attributes()
    {
        (string, string)[] attributes = [("telecom.circuit", CircuitId), ("a", "1"), ("b", "2")];
        MappedRequest mapped = new MapperRig().Map(
            Gauge("telecom.latency", "ms", Number(1, 1, null, attributes), Number(1, 1, null, [.. attributes.Reverse()])));
        Assert.Equal((1, 1), (mapped.Samples.Count, mapped.Repeated));
    }
}
