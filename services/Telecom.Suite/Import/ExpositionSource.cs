using Microsoft.Extensions.Options;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;
using Telecom.Ingestion.Otlp;
using Telecom.Ingestion.Otlp.Mapping;
using Telecom.Ingestion.Otlp.Points;
using Telecom.Sla.Domain.Time;

namespace Telecom.Suite.Import;

/// <summary>
/// A text exposition of Prometheus or OpenMetrics with timestamps, through the mapping of the OTLP door: a counter is a cumulative sum,
/// everything else a gauge. Families are written one after the other, so the points of one probe are far apart: the file is read whole.
/// </summary>
/// <param name="open">Opens the file at its beginning.</param>
/// <param name="options">Whose measurements they are.</param>
/// <param name="table">The rules.</param>
/// <param name="clock">For instants in the future.</param>
internal sealed class ExpositionSource(Func<TextReader> open, ImportOptions options, MappingTable table, TimeProvider clock) : IImportSource
{
    private static readonly string[] DistributionEnds = ["_bucket", "_sum", "_count"];

    private readonly PointHash _hash = new();

    /// <inheritdoc/>
    public IEnumerable<ImportRow> Read(Action<RefusedRow> refuse)
    {
        List<(long Line, UInt128 Key, Metric Metric)> points = ReadPoints(refuse);
        Dictionary<UInt128, long> lines = [];
        ScopeMetrics all = new();
        foreach (IGrouping<string, (long Line, UInt128 Key, Metric Metric)> family in points.GroupBy(p => p.Metric.Name))
        {
            Metric metric = family.First().Metric.Clone();
            foreach ((long line, UInt128 key, Metric one) in family)
            {
                lines.TryAdd(key, line);
                if (!ReferenceEquals(one, family.First().Metric))
                {
                    (metric.Sum?.DataPoints ?? metric.Gauge.DataPoints).AddRange(one.Sum?.DataPoints ?? one.Gauge.DataPoints);
                }
            }

            all.Metrics.Add(metric);
        }

        MappedRequest mapped = Map(all);
        HashSet<UInt128> counted = [.. mapped.Samples.SelectMany(s => s.Keys)];
        foreach ((long line, UInt128 key, Metric metric) in points.Where(p => !counted.Contains(p.Key) || lines[p.Key] != p.Line))
        {
            if (counted.Contains(key))
            {
                refuse(new RefusedRow(line, $"the same series has a value of the same time in line {lines[key]}"));
            }
            else if (Map(new ScopeMetrics { Metrics = { metric } }) is { Rejected: > 0 } alone)
            {
                // What made it go missing among the others makes it go missing alone.
                refuse(new RefusedRow(line, alone.Message()));
            }
        }

        return mapped.Samples.Select(sample => new ImportRow(sample.Keys.Min(key => lines[key]), sample.Circuit, sample.TimeUs)
        {
            LatencyUs = sample.Kind == SampleKind.Latency ? sample.LatencyUs : null,
            ThroughputBps = sample.Kind == SampleKind.Throughput ? sample.ThroughputBps : null,
            Loss = sample.Kind == SampleKind.Loss ? (sample.Sent, sample.Lost) : null,
        }).OrderBy(row => row.Line);
    }

    private MappedRequest Map(ScopeMetrics metrics)
    {
        OtlpOptions limits = new() { MaxCumulativeBytes = 1L << 34 };
        MappingScope scope = new(
            options.Agent,
            options.Customer,
            table,
            name => name,
            new CumulativeStates(Options.Create(limits)),
            limits,
            UtcInstant.From(clock.GetUtcNow()).Microseconds,
            UtcInstant.PerDay);
        return RequestMapper.Map(new ExportMetricsServiceRequest { ResourceMetrics = { new ResourceMetrics { ScopeMetrics = { metrics } } } }, scope);
    }

    private List<(long Line, UInt128 Key, Metric Metric)> ReadPoints(Action<RefusedRow> refuse)
    {
        List<(long Line, UInt128 Key, Metric Metric)> points = [];
        Dictionary<string, (string Type, string Unit)> families = new(StringComparer.Ordinal);
        UInt128 nothing = _hash.Of("", "", []);
        using TextReader reader = open();
        for (long line = 1; reader.ReadLine() is { } text; line++)
        {
            if (text.StartsWith('#'))
            {
                Note(text, families);
            }
            else if (text.Length > 0)
            {
                if (Point(text, families, out string defect) is not { } metric)
                {
                    refuse(new RefusedRow(line, defect));
                    continue;
                }

                NumberDataPoint data = metric.Sum?.DataPoints[0] ?? metric.Gauge.DataPoints[0];
                points.Add((line, _hash.Of(_hash.Of(nothing, nothing, metric.Name, data.Attributes), 0, data.TimeUnixNano), metric));
            }
        }

        return points;
    }

    private Metric? Point(string text, Dictionary<string, (string Type, string Unit)> families, out string defect)
    {
        if (ExpositionLine.Read(text, out defect) is not { } line)
        {
            return null;
        }

        if (line.Time is null || Nanoseconds(line.Time) is not { } time)
        {
            defect = line.Time is null ? "the line has no timestamp; without one it says nothing of any instant" : $"timestamp is '{line.Time}'; allowed is a Unix time from the year 2000 on";
            return null;
        }

        string family = line.Name.EndsWith("_total", StringComparison.Ordinal) && families.ContainsKey(line.Name[..^6]) ? line.Name[..^6] : line.Name;
        (string type, string unit) = families.GetValueOrDefault(family);
        bool distribution = type is "histogram" or "summary" || Array.Exists(
            DistributionEnds,
            end => line.Name.EndsWith(end, StringComparison.Ordinal) && families.GetValueOrDefault(line.Name[..^end.Length]).Type is "histogram" or "summary");
        if (distribution)
        {
            defect = "histograms and summaries of an exposition are not imported; send them as OTLP";
            return null;
        }

        NumberDataPoint data = new() { AsDouble = line.Value, TimeUnixNano = time };
        data.Attributes.AddRange(line.Labels.Select(l => new KeyValue { Key = l.Key, Value = new AnyValue { StringValue = l.Value } }));
        if (options.Circuit is { } circuit && line.Labels.All(l => l.Key != "telecom.circuit"))
        {
            data.Attributes.Add(new KeyValue { Key = "telecom.circuit", Value = new AnyValue { StringValue = circuit } });
        }

        Metric metric = new() { Name = line.Name, Unit = UnitOf(unit) };
        if (type == "counter")
        {
            metric.Sum = new Sum { AggregationTemporality = AggregationTemporality.Cumulative, IsMonotonic = true, DataPoints = { data } };
        }
        else
        {
            metric.Gauge = new Gauge { DataPoints = { data } };
        }

        return metric;
    }

    private static void Note(string text, Dictionary<string, (string Type, string Unit)> families)
    {
        string[] words = text.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries);
        if (words is ["#", "TYPE", var typed, var type])
        {
            families[typed] = (type, families.GetValueOrDefault(typed).Unit ?? "");
        }
        else if (words is ["#", "UNIT", var named, var unit])
        {
            families[named] = (families.GetValueOrDefault(named).Type ?? "", unit);
        }
    }

    /// <summary>UCUM codes of OpenMetrics' unit words.</summary>
    private static string UnitOf(string? unit) => unit switch
    {
        "seconds" => "s",
        "milliseconds" => "ms",
        "bytes" => "By",
        "ratio" => "1",
        "percent" => "%",
        _ => "",
    };

    private static ulong? Nanoseconds(string text) => ImportTimes.Read(text) is { } us ? (ulong)us * 1000 : null;
}
