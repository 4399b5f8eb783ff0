using System.Diagnostics.Metrics;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Folding;

namespace Telecom.Sla;

/// <summary>Instruments of the measurement service; calls themselves are counted by the hosting defaults.</summary>
internal sealed class SlaMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Telecom.Sla";

    private static readonly KeyValuePair<string, object?> Latency = new("metric", "latency");
    private static readonly KeyValuePair<string, object?> Throughput = new("metric", "throughput");
    private static readonly KeyValuePair<string, object?> Loss = new("metric", "loss");
    private static readonly KeyValuePair<string, object?> Hours = new("level", "hour");
    private static readonly KeyValuePair<string, object?> Days = new("level", "day");
    private static readonly KeyValuePair<string, object?> Folded = new("outcome", "folded");
    private static readonly KeyValuePair<string, object?> Replayed = new("outcome", "replayed");

    private readonly TimeProvider _time;
    private readonly Counter<long> _samples;
    private readonly Counter<long> _lateSamples;
    private readonly Counter<long> _records;
    private readonly Counter<long> _skipped;
    private readonly Counter<long> _cellsWritten;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _undecodable;
    private readonly Counter<long> _rollups;
    private readonly Counter<long> _trimmed;
    private readonly Histogram<double> _rollupDuration;
    private readonly Histogram<double> _stepDuration;
    private readonly Histogram<double> _delay;
    private readonly Histogram<double> _statusDuration;
    private readonly Histogram<long> _statusCells;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Factory of the meter.</param>
    /// <param name="health">What the gauges show.</param>
    /// <param name="time">The clock that delay is measured by.</param>
    public SlaMetrics(IMeterFactory meters, FoldHealth health, TimeProvider time)
    {
        _time = time;
        Meter meter = meters.Create(MeterName);
        _samples = meter.CreateCounter<long>("telecom.sla.fold.samples", "{sample}", "Samples of folded records, late ones included.");
        _lateSamples = meter.CreateCounter<long>("telecom.sla.fold.late_samples", "{sample}", "Samples that came later than minute retention.");
        _records = meter.CreateCounter<long>("telecom.sla.fold.records", "{record}", "Records of the log by what became of them.");
        _skipped = meter.CreateCounter<long>("telecom.sla.fold.skipped_sequences", "{sequence}", "Sequence numbers without a record: batches refused whole.");
        _cellsWritten = meter.CreateCounter<long>("telecom.sla.fold.cells", "{cell}", "Cells written.");
        _refused = meter.CreateCounter<long>("telecom.sla.fold.refused", "{step}", "Steps that the store refused because the lease was stale.");
        _errors = meter.CreateCounter<long>("telecom.sla.fold.errors", "{step}", "Steps that an error of a store ended.");
        _undecodable = meter.CreateCounter<long>("telecom.sla.fold.undecodable", "{attempt}", "Attempts at a record that cannot be folded.");
        _rollups = meter.CreateCounter<long>("telecom.sla.rollups", "{rollup}", "Hours and days that were rolled up, again or for the first time.");
        _trimmed = meter.CreateCounter<long>("telecom.sla.retention.removed", "{row}", "Cells and roll-ups that retention removed.");
        _rollupDuration = meter.CreateHistogram<double>("telecom.sla.rollup.duration", "s", "Time of one round of rolling up.");
        _stepDuration = meter.CreateHistogram<double>("telecom.sla.fold.step.duration", "s", "Time of one folding step, reading and writing included.");
        _delay = meter.CreateHistogram<double>("telecom.sla.fold.delay", "s", "Time from the receipt of the newest record of a step to its count.");
        _statusDuration = meter.CreateHistogram<double>("telecom.sla.status.duration", "s", "Time to compute one status.");
        _statusCells = meter.CreateHistogram<long>("telecom.sla.status.cells", "{cell}", "Cells read for one status.");
        meter.CreateObservableGauge("telecom.sla.fold.lag", () => health.Lag.TotalSeconds, "s", "Greatest time by which the count is behind the log.");
        meter.CreateObservableGauge(
            "telecom.sla.partitions.owned", () => health.Partitions.Count(p => p.Owned), "{partition}", "Partitions that this process folds.");
        meter.CreateObservableGauge("telecom.sla.partitions.failed", () => health.Failed, "{partition}", "Partitions before a record that cannot be folded.");
        meter.CreateObservableGauge("telecom.sla.fold.hot_cells", () => health.Partitions.Sum(p => (long)p.HotCells), "{cell}", "Cells kept in memory.");
    }

    /// <summary>A step is in the store.</summary>
    /// <param name="counts">What it counted.</param>
    /// <param name="cells">Cells that it wrote.</param>
    /// <param name="duration">Its time.</param>
    public void StepApplied(in FoldCounts counts, int cells, TimeSpan duration)
    {
        Add(_samples, counts.LatencySamples, Latency);
        Add(_samples, counts.ThroughputSamples, Throughput);
        Add(_samples, counts.LossSamples, Loss);
        Add(_records, (ulong)counts.FoldedRecords, Folded);
        Add(_records, (ulong)counts.ReplayedRecords, Replayed);
        Add(_lateSamples, counts.LateSamples);
        Add(_skipped, counts.SkippedSequences);
        _cellsWritten.Add(cells);
        _stepDuration.Record(duration.TotalSeconds);
        if (counts.NewestReceivedAtUs > 0)
        {
            _delay.Record(SecondsSince(counts.NewestReceivedAtUs));
        }
    }

    /// <summary>A round of rolling up is in the store.</summary>
    /// <param name="hours">Hours.</param>
    /// <param name="days">Days.</param>
    /// <param name="duration">Its time.</param>
    public void RolledUp(int hours, int days, TimeSpan duration)
    {
        Add(_rollups, (ulong)hours, Hours);
        Add(_rollups, (ulong)days, Days);
        _rollupDuration.Record(duration.TotalSeconds);
    }

    /// <summary>Retention removed rows.</summary>
    public void Trimmed(int rows) => _trimmed.Add(rows);

    /// <summary>The store refused a step.</summary>
    public void StepRefused() => _refused.Add(1);

    /// <summary>An error ended a step.</summary>
    public void StepFailed() => _errors.Add(1);

    /// <summary>A record could not be folded.</summary>
    public void RecordUndecodable() => _undecodable.Add(1);

    /// <summary>A status was computed.</summary>
    /// <param name="cells">Cells that it was computed from.</param>
    /// <param name="duration">Its time.</param>
    public void StatusComputed(int cells, TimeSpan duration)
    {
        _statusDuration.Record(duration.TotalSeconds);
        _statusCells.Record(cells);
    }

    private static void Add(Counter<long> counter, ulong value, params ReadOnlySpan<KeyValuePair<string, object?>> tag)
    {
        if (value > 0)
        {
            counter.Add((long)value, tag);
        }
    }

    private double SecondsSince(long instantUs) => Math.Max(0, (UtcInstant.From(_time.GetUtcNow()).Microseconds - instantUs) / 1e6);
}
