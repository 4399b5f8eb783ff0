using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Metrics.V1;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>
/// Makes samples of the points of one export. It changes nothing but what it returns: what is known of cumulative series moves only once
/// the samples are stored.
/// </summary>
internal static class RequestMapper
{
    /// <summary>Number of points of an export.</summary>
    public static long CountPoints(ExportMetricsServiceRequest request) =>
        request.ResourceMetrics.Sum(r => r.ScopeMetrics.Sum(s => s.Metrics.Sum(CountPoints)));

    /// <summary>Maps an export.</summary>
    /// <param name="request">The export.</param>
    /// <param name="scope">The agent and what is known now.</param>
    public static MappedRequest Map(ExportMetricsServiceRequest request, MappingScope scope)
    {
        MappedRequest mapped = new();
        PointReader reader = new(scope, mapped);
        SeriesTracker tracker = new(scope.States, mapped);
        NumberPoints numbers = new(reader, tracker, mapped);
        HistogramPoints histograms = new(reader, tracker, scope.Options, mapped);
        foreach (ResourceMetrics resource in request.ResourceMetrics)
        {
            if (resource.Resource?.Attributes.Count > scope.Options.MaxAttributes)
            {
                reader.TooManyAttributes(
                    "resource", FirstName(resource.ScopeMetrics), resource.Resource.Attributes.Count, resource.ScopeMetrics.Sum(s => s.Metrics.Sum(CountPoints)));
                continue;
            }

            UInt128 resourceHash = reader.Hash("", "", resource.Resource?.Attributes ?? []);
            foreach (ScopeMetrics of in resource.ScopeMetrics)
            {
                if (of.Scope?.Attributes.Count > scope.Options.MaxAttributes)
                {
                    reader.TooManyAttributes("scope", FirstName([of]), of.Scope.Attributes.Count, of.Metrics.Sum(CountPoints));
                    continue;
                }

                UInt128 scopeHash = reader.Hash(of.Scope?.Name ?? "", of.Scope?.Version ?? "", of.Scope?.Attributes ?? []);
                foreach (Metric metric in of.Metrics)
                {
                    Read(PointReader.Context(metric, of.Scope, scopeHash, resource.Resource?.Attributes ?? [], resourceHash));
                }
            }
        }

        numbers.Finish();
        return mapped;

        void Read(SeriesContext context)
        {
            Metric metric = context.Metric;
            if (scope.Mappings.Find(metric.Name).Length == 0)
            {
                reader.Unmapped(metric.Name, CountPoints(metric));
                return;
            }

            switch (metric.DataCase)
            {
                case Metric.DataOneofCase.Gauge:
                    numbers.Read(context, metric.Gauge);
                    break;
                case Metric.DataOneofCase.Sum:
                    numbers.Read(context, metric.Sum);
                    break;
                case Metric.DataOneofCase.Histogram:
                    histograms.Read(context, metric.Histogram);
                    break;
                case Metric.DataOneofCase.ExponentialHistogram:
                    histograms.Read(context, metric.ExponentialHistogram);
                    break;
                case Metric.DataOneofCase.Summary:
                    mapped.Reject(
                        "a summary",
                        $"summary {PointReader.Shown(metric.Name)}: quantiles that a sender worked out cannot be merged; send a histogram",
                        metric.Summary.DataPoints.Count);
                    break;
                default:
                    break;
            }
        }
    }

    private static string FirstName(IEnumerable<ScopeMetrics> scopes) => scopes.SelectMany(s => s.Metrics).FirstOrDefault()?.Name ?? "";

    private static long CountPoints(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Count,
        Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Count,
        Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Count,
        Metric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.DataPoints.Count,
        Metric.DataOneofCase.Summary => metric.Summary.DataPoints.Count,
        _ => 0,
    };
}
