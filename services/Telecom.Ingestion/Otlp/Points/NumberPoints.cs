using System.Globalization;
using OpenTelemetry.Proto.Metrics.V1;
using Telecom.Ingestion.Otlp.Mapping;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>Gauges and sums.</summary>
/// <param name="reader">Takes points.</param>
/// <param name="tracker">Knows cumulative series.</param>
/// <param name="mapped">Receives the results.</param>
internal sealed class NumberPoints(PointReader reader, SeriesTracker tracker, MappedRequest mapped)
{
    private readonly ProbeGroups _probes = new();

    /// <summary>Reads the points of a gauge.</summary>
    public void Read(SeriesContext context, Gauge gauge)
    {
        foreach (NumberDataPoint data in gauge.DataPoints)
        {
            if (Take(context, data) is { } point)
            {
                AddCurrent(context, point, ValueOf(data));
            }
        }
    }

    /// <summary>Reads the points of a sum.</summary>
    public void Read(SeriesContext context, Sum sum)
    {
        if (sum.AggregationTemporality is not (AggregationTemporality.Delta or AggregationTemporality.Cumulative))
        {
            mapped.Reject("no temporality", $"sum {PointReader.Shown(context.Metric.Name)} states no aggregation_temporality", sum.DataPoints.Count);
            return;
        }

        foreach (NumberDataPoint data in sum.DataPoints)
        {
            if (Take(context, data) is { } point)
            {
                bool cumulative = sum.AggregationTemporality == AggregationTemporality.Cumulative;
                if (cumulative && !sum.IsMonotonic)
                {
                    // A current value under another name, for example of an up-down counter.
                    AddCurrent(context, point, ValueOf(data));
                }
                else if (!sum.IsMonotonic)
                {
                    mapped.Reject("a change of a value", $"sum {PointReader.Shown(point.Metric)} is a delta and not monotonic; allowed are monotonic or cumulative sums");
                }
                else if (cumulative)
                {
                    AddCumulative(context, point, ValueOf(data));
                }
                else
                {
                    AddInterval(context, point, ValueOf(data), point.StartNs, null);
                }
            }
        }
    }

    /// <summary>Makes the samples of all probes that were seen.</summary>
    public void Finish() => _probes.Resolve(mapped);

    /// <summary>The unit of a metric's values, of the kind that is needed; null after a rejection.</summary>
    public static UcumUnit? UnitOf(SeriesContext context, CompiledMapping rule, ReadOnlySpan<UnitKind> kinds, MappedRequest mapped)
    {
        string stated = context.Metric.Unit;
        UcumUnit? unit = stated.Length > 0 ? UcumUnits.Find(stated) ?? rule.Unit : rule.Unit;
        unit ??= stated.Length == 0 && kinds.Contains(UnitKind.Number) ? UcumUnits.Find("1") : null;
        if (unit is not null && kinds.Contains(unit.Kind))
        {
            return unit;
        }

        mapped.Reject(
            "unit",
            $"metric {PointReader.Shown(context.Metric.Name)} has the unit {PointReader.Shown(stated)}; allowed are {string.Join(", ", kinds.ToArray().Select(UcumUnits.Known))}");
        return null;
    }

    private Point? Take(SeriesContext context, NumberDataPoint data) =>
        reader.Take(context, data.Attributes, data.StartTimeUnixNano, data.TimeUnixNano, data.Flags);

    private void AddCurrent(SeriesContext context, Point point, double value)
    {
        UnitKind kind = point.Rule.Role switch
        {
            OtlpRole.Latency => UnitKind.Time,
            OtlpRole.Throughput => UnitKind.Rate,
            _ => UnitKind.Number,
        };
        if (UnitOf(context, point.Rule, [kind], mapped) is { } unit)
        {
            _probes.Add(new ProbePart(point, point.InstantUs, value * unit.Factor, null), mapped);
        }
    }

    private void AddCumulative(SeriesContext context, Point point, double value)
    {
        if (!double.IsFinite(value) || value < 0)
        {
            // Nor is it remembered: the whole of the next value would count as new.
            mapped.Reject(
                "value out of range",
                string.Create(CultureInfo.InvariantCulture, $"sum {PointReader.Shown(point.Metric)} is {value:R}; allowed are finite values from 0 up"));
            return;
        }

        NumberState state = new(point.StartNs, point.TimeNs, value);
        SeriesStep step = tracker.Follow(point, state, out NumberState? before);
        SeriesUpdate update = new(point.Series, state);
        if (step == SeriesStep.Next && before is not null)
        {
            // A counter that steps back without a new start began anew in between; all of it is new.
            AddInterval(context, point, value >= before.Value ? value - before.Value : value, before.TimeNs, update);
        }
        else if (step == SeriesStep.Reset)
        {
            AddInterval(context, point, value, point.StartNs, update);
        }
    }

    private void AddInterval(SeriesContext context, Point point, double value, ulong fromNs, SeriesUpdate? update)
    {
        bool rate = point.Rule.Role == OtlpRole.Throughput;
        if (!rate && point.Rule.Role is not (OtlpRole.Sent or OtlpRole.Lost or OtlpRole.Received))
        {
            mapped.Reject("a sum", $"sum {PointReader.Shown(point.Metric)} is mapped to a current value; allowed are a gauge or a histogram");
            return;
        }

        if (UnitOf(context, point.Rule, [rate ? UnitKind.Amount : UnitKind.Number], mapped) is not { } unit)
        {
            return;
        }

        if (rate && (fromNs == 0 || fromNs >= point.TimeNs))
        {
            mapped.Reject(
                "no interval",
                string.Create(CultureInfo.InvariantCulture, $"sum {PointReader.Shown(point.Metric)} goes from {fromNs} to {point.TimeNs} ns; a rate needs an interval"));
            return;
        }

        double seconds = rate ? (point.TimeNs - fromNs) / 1e9 : 1;
        _probes.Add(new ProbePart(point, point.LastInstantUs, value * unit.Factor / seconds, update), mapped);
    }

    private static double ValueOf(NumberDataPoint data) => data.ValueCase switch
    {
        NumberDataPoint.ValueOneofCase.AsDouble => data.AsDouble,
        NumberDataPoint.ValueOneofCase.AsInt => data.AsInt,
        _ => double.NaN,
    };
}
