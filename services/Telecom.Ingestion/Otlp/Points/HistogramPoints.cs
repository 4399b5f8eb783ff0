using System.Globalization;
using OpenTelemetry.Proto.Metrics.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Otlp.Buckets;
using Telecom.Ingestion.Otlp.Mapping;
using Telecom.Sla.Domain.Samples;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>Histograms with explicit bounds and exponential histograms: each point with new values becomes one distribution.</summary>
/// <param name="reader">Takes points.</param>
/// <param name="tracker">Knows cumulative series.</param>
/// <param name="options">Limits.</param>
/// <param name="mapped">Receives the results.</param>
internal sealed class HistogramPoints(PointReader reader, SeriesTracker tracker, OtlpOptions options, MappedRequest mapped)
{
    private const double WarnAbove = 0.05;

    private long _spanned;

    /// <summary>Reads the points of a histogram with explicit bounds.</summary>
    public void Read(SeriesContext context, Histogram histogram)
    {
        bool? cumulative = IsCumulative(context, histogram.AggregationTemporality, histogram.DataPoints.Count);
        foreach (HistogramDataPoint data in cumulative is null ? [] : histogram.DataPoints)
        {
            if (reader.Take(context, data.Attributes, data.StartTimeUnixNano, data.TimeUnixNano, data.Flags) is not { } point)
            {
                continue;
            }

            if (ExplicitBuckets.Defect(data, options.MaxBuckets) is { } defect)
            {
                mapped.Reject("buckets", $"histogram {PointReader.Shown(point.Metric)}: {defect}");
                continue;
            }

            HistogramState now = new(point.StartNs, point.TimeNs, data.HasSum ? data.Sum : null, [.. data.ExplicitBounds], ExplicitBuckets.CountsOf(data));
            if (cumulative != true)
            {
                Add(context, point, ExplicitBuckets.ToSource(now, data.HasMin ? data.Min : null, data.HasMax ? data.Max : null), null);
                continue;
            }

            SeriesUpdate update = new(point.Series, now);
            switch (tracker.Follow(point, now, out HistogramState? before))
            {
                case SeriesStep.Next when before is not null && !before.Bounds.AsSpan().SequenceEqual(now.Bounds):
                    tracker.First(point, now);
                    break;
                case SeriesStep.Next when before is not null:
                    Add(context, point, ExplicitBuckets.ToSource(ExplicitBuckets.Since(now, before) ?? now, null, null), update);
                    break;
                case SeriesStep.Reset:
                    Add(context, point, ExplicitBuckets.ToSource(now, null, null), update);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Reads the points of an exponential histogram.</summary>
    public void Read(SeriesContext context, ExponentialHistogram histogram)
    {
        bool? cumulative = IsCumulative(context, histogram.AggregationTemporality, histogram.DataPoints.Count);
        foreach (ExponentialHistogramDataPoint data in cumulative is null ? [] : histogram.DataPoints)
        {
            if (reader.Take(context, data.Attributes, data.StartTimeUnixNano, data.TimeUnixNano, data.Flags) is not { } point)
            {
                continue;
            }

            if (ExponentialPoints.Defect(data, options.MaxBuckets) is { } defect)
            {
                mapped.Reject("buckets", $"exponential histogram {PointReader.Shown(point.Metric)}: {defect}");
                continue;
            }

            ExponentialState now = ExponentialPoints.StateOf(data);
            if (cumulative != true)
            {
                Add(context, point, data.HasMin ? data.Min : null, data.HasMax ? data.Max : null, now, null);
                continue;
            }

            SeriesUpdate update = new(point.Series, now);
            switch (tracker.Follow(point, now, out ExponentialState? before))
            {
                case SeriesStep.Next when before is not null:
                    Add(context, point, null, null, ExponentialPoints.Since(now, before) ?? now, update);
                    break;
                case SeriesStep.Reset:
                    Add(context, point, null, null, now, update);
                    break;
                default:
                    break;
            }
        }
    }

    private void Add(SeriesContext context, Point point, double? min, double? max, ExponentialState state, SeriesUpdate? update)
    {
        if (UnitOf(context, point) is { } unit)
        {
            Add(point, unit, ExponentialPoints.ToSource(state, min, max, unit.Factor), update);
        }
    }

    private void Add(SeriesContext context, Point point, SourceHistogram source, SeriesUpdate? update)
    {
        if (UnitOf(context, point) is { } unit)
        {
            Add(point, unit, source, update);
        }
    }

    private UcumUnit? UnitOf(SeriesContext context, Point point)
    {
        if (point.Rule.Role is OtlpRole.Latency or OtlpRole.Throughput)
        {
            return NumberPoints.UnitOf(context, point.Rule, [point.Rule.Role == OtlpRole.Latency ? UnitKind.Time : UnitKind.Rate], mapped);
        }

        mapped.Reject("a histogram", $"histogram {PointReader.Shown(point.Metric)} is mapped to a count of packets; allowed are gauges and sums");
        return null;
    }

    private void Add(Point point, UcumUnit unit, SourceHistogram source, SeriesUpdate? update)
    {
        if (source.Count == 0)
        {
            mapped.Gaps++;
            mapped.Baselines.AddRange(update is { } silent ? [silent] : []);
            return;
        }

        bool latency = point.Rule.Role == OtlpRole.Latency;
        DistributionRow? row = BucketConverter.Convert(
            source,
            latency ? Common.V1.Metric.Latency : Common.V1.Metric.Throughput,
            unit.Factor,
            latency ? SampleRules.MaxLatencyNanoseconds : SampleRules.MaxThroughputBitsPerSecond,
            out string defect);
        double error = (row?.SourceErrorPpm ?? 0) / 1e6;
        if (row is null || (error > options.MaxBucketError && options.MaxBucketError < 1))
        {
            string reason = row is not null
                ? string.Create(CultureInfo.InvariantCulture, $"its buckets blur values by {error:P1}; allowed are {options.MaxBucketError:P1}; use an exponential histogram, or finer bounds")
                : defect;
            mapped.Reject("buckets", $"histogram {PointReader.Shown(point.Metric)}: {reason}");
            mapped.Baselines.AddRange(update is { } refused ? [refused] : []);
            return;
        }

        _spanned += row.Counts.Length;
        if (_spanned > options.MaxSpannedBuckets)
        {
            throw RpcFailure.ResourceExhausted(
                $"The histograms of the export span more than {options.MaxSpannedBuckets} buckets of the cells (Ingestion:Otlp:MaxSpannedBuckets); send fewer at a time.",
                metadata: new Dictionary<string, string> { ["limit"] = "max_spanned_buckets", ["most"] = $"{options.MaxSpannedBuckets}" });
        }

        if (error > WarnAbove)
        {
            mapped.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"histogram {PointReader.Shown(point.Metric)} has buckets that blur values by up to {(error >= 1 ? "100 % or more" : error.ToString("P0", CultureInfo.InvariantCulture))}; use an exponential histogram, or finer bounds"));
        }

        mapped.Samples.Add(new DoorSample(SampleKind.Distribution, point.Circuit, point.LastInstantUs)
        {
            Distribution = row,
            Keys = [point.Key],
            Updates = update is { } counted ? [counted] : [],
        });
    }

    private bool? IsCumulative(SeriesContext context, AggregationTemporality temporality, int points)
    {
        switch (temporality)
        {
            case AggregationTemporality.Cumulative:
                return true;
            case AggregationTemporality.Delta:
                return false;
            default:
                mapped.Reject("no temporality", $"histogram {PointReader.Shown(context.Metric.Name)} states no aggregation_temporality", points);
                return null;
        }
    }
}
