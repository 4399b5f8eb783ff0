using System.Diagnostics.Metrics;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>What the sample log's writer measures; meter "Telecom.Ingestion.SampleLog": the log is
/// written by the ingestion service alone, and each service exports the meters of its own name.</summary>
internal sealed class LogMetrics
{
    private readonly Histogram<double>? _commitDuration;
    private readonly Histogram<int>? _groupSize;
    private readonly Counter<long>? _bytes;
    private readonly Counter<long>? _failures;

    /// <param name="factory">Makes the meter; null to measure nothing.</param>
    /// <param name="queued">Appends that wait for the writer now.</param>
    public LogMetrics(IMeterFactory? factory, Func<int> queued)
    {
        Meter? meter = factory?.Create("Telecom.Ingestion.SampleLog");
        _commitDuration = meter?.CreateHistogram<double>("telecom.storage.log.commit.duration", "s", "Time of one group commit, from its first statement to its sync.");
        _groupSize = meter?.CreateHistogram<int>("telecom.storage.log.commit.batches", "{batch}", "Batches in one group commit.");
        _bytes = meter?.CreateCounter<long>("telecom.storage.log.appended", "By", "Record bytes appended.");
        _failures = meter?.CreateCounter<long>("telecom.storage.log.failures", "{commit}", "Group commits that failed and were undone.");
        meter?.CreateObservableUpDownCounter("telecom.storage.log.queued", queued, "{batch}", "Batches that wait for the writer.");
    }

    /// <summary>A group was committed.</summary>
    public void Committed(TimeSpan duration, int batches, long bytes)
    {
        _commitDuration?.Record(duration.TotalSeconds);
        _groupSize?.Record(batches);
        _bytes?.Add(bytes);
    }

    /// <summary>A group failed.</summary>
    public void Failed() => _failures?.Add(1);
}
