using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpenTelemetry.Proto.Resource.V1;
using Telecom.Ingestion.Tests.Support;

namespace Telecom.Ingestion.Tests.Otlp;

/// <summary>Makes exports.</summary>
internal static class Exports
{
    /// <summary>An instant in the past of every clock that the tests use, nanoseconds, at the full second.</summary>
    public const ulong BaseNs = 1_750_000_000_000_000_000;

    /// <summary>Id of the circuit that points measure unless they say otherwise.</summary>
    public static string CircuitId => Names.Circuit.Split('/')[^1];

    public static ulong At(double seconds) => BaseNs + (ulong)(seconds * 1e9);

    public static ExportMetricsServiceRequest Of(params Metric[] metrics)
    {
        ScopeMetrics scope = new() { Scope = new InstrumentationScope { Name = "test" } };
        scope.Metrics.AddRange(metrics);
        ResourceMetrics resource = new() { Resource = new Resource { Attributes = { Text("host.name", "probe-1") } }, ScopeMetrics = { scope } };
        return new ExportMetricsServiceRequest { ResourceMetrics = { resource } };
    }

    public static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    public static NumberDataPoint Number(double value, double atSecond, double? fromSecond = null, params (string Key, string Value)[] attributes)
    {
        NumberDataPoint point = new() { AsDouble = value, TimeUnixNano = At(atSecond), StartTimeUnixNano = fromSecond is { } from ? At(from) : 0 };
        point.Attributes.AddRange((attributes.Length > 0 ? attributes : [("telecom.circuit", CircuitId)]).Select(a => Text(a.Key, a.Value)));
        return point;
    }

    public static Metric Gauge(string name, string unit, params NumberDataPoint[] points) =>
        new() { Name = name, Unit = unit, Gauge = new Gauge { DataPoints = { points } } };

    public static Metric Sum(string name, string unit, bool cumulative, params NumberDataPoint[] points) => new()
    {
        Name = name,
        Unit = unit,
        Sum = new Sum { AggregationTemporality = Temporality(cumulative), IsMonotonic = true, DataPoints = { points } },
    };

    public static Metric Latency(string unit, bool cumulative, params HistogramDataPoint[] points) => new()
    {
        Name = "telecom.latency",
        Unit = unit,
        Histogram = new Histogram { AggregationTemporality = Temporality(cumulative), DataPoints = { points } },
    };

    public static Metric Latency(string unit, bool cumulative, params ExponentialHistogramDataPoint[] points) => new()
    {
        Name = "telecom.latency",
        Unit = unit,
        ExponentialHistogram = new ExponentialHistogram { AggregationTemporality = Temporality(cumulative), DataPoints = { points } },
    };

    public static HistogramDataPoint Explicit(double[] bounds, ulong[] counts, double? sum, double atSecond, double fromSecond = 0)
    {
        HistogramDataPoint point = new()
        {
            TimeUnixNano = At(atSecond),
            StartTimeUnixNano = At(fromSecond),
            Count = counts.Aggregate(0UL, (total, c) => total + c),
            ExplicitBounds = { bounds },
            BucketCounts = { counts },
            Attributes = { Text("telecom.circuit", CircuitId) },
        };
        if (sum is { } known)
        {
            point.Sum = known;
        }

        return point;
    }

    /// <summary>What a stock SDK makes of values: base-2 exponential buckets at a scale, with sum, smallest and largest value.</summary>
    public static ExponentialHistogramDataPoint Exponential(int scale, IReadOnlyCollection<double> values, double atSecond, double fromSecond = 0)
    {
        double[] positive = [.. values.Where(v => v > 0)];
        int[] indexes = [.. positive.Select(v => (int)Math.Ceiling(Math.Log2(v) * Math.Pow(2, scale)) - 1)];
        ExponentialHistogramDataPoint point = new()
        {
            TimeUnixNano = At(atSecond),
            StartTimeUnixNano = At(fromSecond),
            Scale = scale,
            Count = (ulong)values.Count,
            ZeroCount = (ulong)(values.Count - positive.Length),
            Sum = values.Sum(),
            Min = values.Min(),
            Max = values.Max(),
            Attributes = { Text("telecom.circuit", CircuitId) },
        };
        if (indexes.Length > 0)
        {
            ulong[] counts = new ulong[indexes.Max() - indexes.Min() + 1];
            foreach (int index in indexes)
            {
                counts[index - indexes.Min()]++;
            }

            point.Positive = new ExponentialHistogramDataPoint.Types.Buckets { Offset = indexes.Min(), BucketCounts = { counts } };
        }

        return point;
    }

    private static AggregationTemporality Temporality(bool cumulative) => cumulative ? AggregationTemporality.Cumulative : AggregationTemporality.Delta;
}
