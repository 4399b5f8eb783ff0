using System.Diagnostics.Metrics;
using Telecom.Hosting;
using Telecom.Ingestion.Otlp.Points;

namespace Telecom.Ingestion.Otlp;

/// <summary>What the OTLP door measures of itself.</summary>
internal sealed class OtlpMetrics
{
    private readonly Counter<long> _points;
    private readonly Counter<long> _samples;
    private readonly Counter<long> _storeFailures;

    public OtlpMetrics(IMeterFactory meters, CumulativeStates states)
    {
        Meter meter = meters.Create(ServiceNames.SourceName(ServiceNames.Ingestion));
        _points = meter.CreateCounter<long>(
            "telecom.ingestion.otlp.points", "{point}", "Data points that gave no sample, by outcome: rejected, ignored, gap, first, repeated");
        _samples = meter.CreateCounter<long>("telecom.ingestion.otlp.samples", "{sample}", "Samples stored, by kind; a distribution is one");
        _storeFailures = meter.CreateCounter<long>("telecom.ingestion.otlp.store.failures", "{record}", "Records that the store could not take");
        meter.CreateObservableUpDownCounter("telecom.ingestion.otlp.cumulative", () => states.Bytes, "By", "Memory for the last points of cumulative series");
        meter.CreateObservableCounter(
            "telecom.ingestion.otlp.forgotten", () => states.Forgotten, "{series}", "Cumulative series that were forgotten to make room");
    }

    /// <summary>Counts what became of an export's points.</summary>
    /// <param name="mapped">The export.</param>
    /// <param name="known">Samples that the log had already.</param>
    public void Exported(MappedRequest mapped, int known)
    {
        Count(mapped.Rejected, "rejected");
        Count(mapped.Ignored, "ignored");
        Count(mapped.Gaps, "gap");
        Count(mapped.FirstPoints, "first");
        Count(mapped.Repeated + known, "repeated");
    }

    /// <summary>Counts stored samples.</summary>
    public void Stored(IReadOnlyCollection<DoorSample> samples)
    {
        foreach (IGrouping<SampleKind, DoorSample> kind in samples.GroupBy(s => s.Kind))
        {
            _samples.Add(kind.Count(), new KeyValuePair<string, object?>("kind", kind.Key.ToString().ToLowerInvariant()));
        }
    }

    /// <summary>Counts a record that the store could not take.</summary>
    public void StoreFailed() => _storeFailures.Add(1);

    private void Count(long points, string outcome)
    {
        if (points > 0)
        {
            _points.Add(points, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
