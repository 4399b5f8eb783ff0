using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Telecom.Hosting;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.V1;
using Telecom.Storage.Log;

namespace Telecom.Ingestion;

/// <summary>What ingestion measures of itself. Tags come from closed sets, never from a caller.</summary>
internal sealed class IngestionMetrics
{
    private static readonly FrozenDictionary<RefusalReason, string> ReasonNames =
        Enum.GetValues<RefusalReason>().ToFrozenDictionary(reason => reason, NameOf);

    private readonly Counter<long> _samples;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _batches;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _rewinds;
    private readonly Counter<long> _storeFailures;
    private readonly Counter<long> _ended;
    private readonly UpDownCounter<long> _active;
    private readonly Histogram<double> _ackLatency;
    private readonly Histogram<double> _clockSkew;
    private readonly Counter<long> _trimmedRecords;
    private readonly Counter<long> _trimmedBytes;
    private readonly Counter<long> _forgottenLanes;

    public IngestionMetrics(IMeterFactory meters, InFlightGate inFlight)
    {
        Meter meter = meters.Create(ServiceNames.SourceName(ServiceNames.Ingestion));
        _samples = meter.CreateCounter<long>("telecom.ingestion.samples", "{sample}", "Samples stored, by metric; replays not counted");
        _refused = meter.CreateCounter<long>("telecom.ingestion.refused", "{sample}", "Samples refused, by reason; replays not counted");
        _batches = meter.CreateCounter<long>("telecom.ingestion.batches", "{batch}", "Batches stored");
        _duplicates = meter.CreateCounter<long>("telecom.ingestion.duplicates", "{batch}", "Batches that the log had already");
        _rewinds = meter.CreateCounter<long>("telecom.ingestion.rewinds", "{message}", "Agents told to go back");
        _storeFailures = meter.CreateCounter<long>("telecom.ingestion.store.failures", "{batch}", "Batches that the store could not take");
        _ended = meter.CreateCounter<long>("telecom.ingestion.streams.ended", "{stream}", "Streams that ended, by cause");
        _active = meter.CreateUpDownCounter<long>("telecom.ingestion.streams.active", "{stream}", "Streams that are open");
        _ackLatency = meter.CreateHistogram(
            "telecom.ingestion.ack.latency",
            "s",
            "Time from reading a batch to sending its acknowledgement",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
            });
        _clockSkew = meter.CreateHistogram(
            "telecom.ingestion.agent.clock_skew",
            "s",
            "How far agents' clocks are off, ahead or behind, each time that one was told",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.01, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 3600] });
        _trimmedRecords = meter.CreateCounter<long>("telecom.ingestion.log.trimmed.records", "{record}", "Records removed from the log");
        _trimmedBytes = meter.CreateCounter<long>("telecom.ingestion.log.trimmed", "By", "Storage of the log given back");
        _forgottenLanes = meter.CreateCounter<long>("telecom.ingestion.lanes.forgotten", "{lane}", "Idle lanes forgotten");
        meter.CreateObservableUpDownCounter(
            "telecom.ingestion.in_flight", () => inFlight.Bytes, "By", "Bytes that were read and not yet stored, of all streams");
    }

    /// <summary>Counts a batch that the log settled.</summary>
    public void Appended(AppendOutcome outcome, in BatchSummary batch)
    {
        switch (outcome)
        {
            case AppendOutcome.Appended:
                _batches.Add(1);
                Count(batch.Latency, "latency");
                Count(batch.Throughput, "throughput");
                Count(batch.Loss, "loss");
                foreach (Refusal refusal in batch.Refusals)
                {
                    if (refusal.Metric != Common.V1.Metric.Unspecified)
                    {
                        _refused.Add(refusal.Rows.Count, new KeyValuePair<string, object?>("reason", ReasonNames[refusal.Reason]));
                    }
                }

                break;
            case AppendOutcome.Duplicate:
                _duplicates.Add(1);
                break;
            default:
                break;
        }
    }

    /// <summary>Counts a batch that the store could not take.</summary>
    public void StoreFailed() => _storeFailures.Add(1);

    /// <summary>Counts a Rewind.</summary>
    public void Rewound() => _rewinds.Add(1);

    /// <summary>Records an acknowledgement.</summary>
    public void Acknowledged(TimeSpan latency) => _ackLatency.Record(latency.TotalSeconds);

    /// <summary>Records an agent's clock, microseconds ahead.</summary>
    public void ClockSkew(long skewUs) => _clockSkew.Record(Math.Abs(skewUs / 1e6));

    /// <summary>Counts what a trim removed.</summary>
    public void Trimmed(LogTrimResult trimmed)
    {
        _trimmedRecords.Add(trimmed.Records);
        _trimmedBytes.Add(trimmed.Bytes);
        _forgottenLanes.Add(trimmed.Lanes);
    }

    /// <summary>Counts a stream in.</summary>
    public void StreamOpened() => _active.Add(1);

    /// <summary>Counts a stream out.</summary>
    public void StreamEnded(StreamEndCause cause)
    {
        _active.Add(-1);
        _ended.Add(1, new KeyValuePair<string, object?>("cause", cause.ToString().ToLowerInvariant()));
    }

    private void Count(int samples, string metric)
    {
        if (samples > 0)
        {
            _samples.Add(samples, new KeyValuePair<string, object?>("metric", metric));
        }
    }

    /// <summary>"UnknownCircuit" as "unknown_circuit".</summary>
    private static string NameOf(RefusalReason reason) =>
        string.Concat(reason.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
