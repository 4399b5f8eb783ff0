using Telecom.Sla.Domain.Time;
using Telecom.Sla.Outages;
using Telecom.Storage;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Folding;

/// <summary>
/// Folds one partition while it holds its lease. Whatever goes wrong, it forgets what is in memory and goes on from what the store
/// says, so that each record is folded exactly once. A record that cannot be folded stops the partition, and only it: the error is
/// logged and counted at every attempt, the lease is given back, and the other partitions go on.
/// </summary>
internal sealed partial class PartitionWorker
{
    private readonly int _partition;
    private readonly ISampleLogReader _log;
    private readonly IMeasurementStore _store;
    private readonly FoldOptions _options;
    private readonly TimeProvider _time;
    private readonly SlaMetrics _metrics;
    private readonly ILogger _logger;
    private readonly LeaseKeeper _lease;
    private readonly RecordDecoder _decoder;
    private readonly PartitionFolder _folder;
    private readonly RollupMaker _rollups;
    private readonly CircuitChanges? _changes;
    private LogPosition _position;
    private long _horizonUs;
    private long _rolledUpAt;
    private int _stepBytes;
    private long _pauseBegan;
    private TimeSpan _pause;
    private bool _troubled;

    /// <summary>Makes a worker that holds no lease yet.</summary>
    public PartitionWorker(
        int partition,
        Guid owner,
        ISampleLogReader log,
        IMeasurementStore store,
        FoldOptions options,
        TimeProvider time,
        SlaMetrics metrics,
        ILogger logger,
        CircuitChanges? changes = null)
    {
        _partition = partition;
        _log = log;
        _store = store;
        _options = options;
        _time = time;
        _metrics = metrics;
        _logger = logger;
        _changes = changes;
        _lease = new LeaseKeeper(partition, owner, store, options, time, logger);
        _decoder = new RecordDecoder(partition, log.PartitionCount);
        long retentionUs = options.MinuteRetention.Ticks / TimeSpan.TicksPerMicrosecond;
        _folder = new PartitionFolder(new FoldLimits(retentionUs, options.MaxStepCells, options.MaxHotCells, options.MaxHotLanes));
        _rollups = new RollupMaker(partition, store, options.MaxRollups);
        _stepBytes = options.MaxStepBytes;
        _rolledUpAt = time.GetTimestamp();
        State.CountedUpToUs = NowUs();
    }

    /// <summary>What the metrics show.</summary>
    public PartitionState State { get; } = new();

    /// <summary>Takes or renews the lease when it is time to, and folds what one step may.</summary>
    /// <returns>True when more records may be waiting already.</returns>
    public async ValueTask<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (_pause > TimeSpan.Zero && _time.GetElapsedTime(_pauseBegan) < _pause)
        {
            return false;
        }

        try
        {
            if (await HoldLeaseAsync(cancellationToken) is not { } lease)
            {
                return false;
            }

            bool more = await FoldAsync(lease, cancellationToken);
            more |= await RollUpAsync(lease, cancellationToken);
            _troubled = false;
            return more;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (UndecodableRecordException exception)
        {
            await StandStillAsync(exception, cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            Recover(exception, exception.RetryAfter);
        }
        catch (Exception exception)
        {
            Recover(exception, _options.ErrorRetry);
        }
        finally
        {
            State.HotCells = _folder.HotCells;
        }

        return false;
    }

    /// <summary>Gives the lease back, if there is one.</summary>
    public ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        Forget();
        State.Owned = false;
        return _lease.ReleaseAsync(cancellationToken);
    }

    private async ValueTask<PartitionLease?> HoldLeaseAsync(CancellationToken cancellationToken)
    {
        if (!_lease.IsDue)
        {
            return _lease.Current;
        }

        long? fence = _lease.Current?.Fence;
        if (await _lease.AskAsync(cancellationToken) is not { } lease)
        {
            Forget();
            State.Owned = false;
            State.Behind = false;
            Pause(_options.AcquireInterval);
            return null;
        }

        if (fence != lease.Fence || _position != lease.Position)
        {
            _folder.Clear();
            _position = lease.Position;
            State.Known = false;
        }

        State.Owned = true;
        return lease;
    }

    private async ValueTask<bool> FoldAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        long now = NowUs();
        IReadOnlyList<LogEntry> entries = await _log.ReadAsync(_partition, _position, _stepBytes, cancellationToken);
        if (entries.Count == 0)
        {
            _horizonUs = now;
            State.CountedUpToUs = now;
            State.Known = true;
            State.Behind = false;
            State.Failed = false;
            return false;
        }

        IReadOnlyList<DecodedRecord> records = _decoder.Decode(entries);
        if (!State.Known)
        {
            // What waited before this process came is as old as its first record, not as the process.
            State.CountedUpToUs = Math.Min(now, records[0].ReceivedAtUs);
            State.Known = true;
        }

        if (await FoldAsync(lease, records, cancellationToken) is not { } step
            || await CompleteAsync(lease, cancellationToken) is not { } writes
            || !await _store.ApplyAsync(lease, _position, step.Next, writes, cancellationToken))
        {
            Refused(lease);
            return false;
        }

        _folder.Applied();
        _changes?.Wrote(writes.Cells);
        _position = step.Next;
        _metrics.StepApplied(step.Counts, writes.Cells.Count, _time.GetElapsedTime(start));
        if (step.Counts.ReplayedRecords > 0)
        {
            Log.RecordsReplayed(_logger, _partition, step.Counts.ReplayedRecords);
        }

        bool full = IsFull(entries);
        bool more = step.Records < entries.Count || full;
        _horizonUs = more ? Math.Max(_horizonUs, step.Counts.NewestReceivedAtUs) : now;

        // The longer the step, the more samples of a cell it has, and the cell is written once: what is behind catches up faster. It gets
        // shorter by halves, so that under steady load all that one pause gathered stays one step.
        _stepBytes = full
            ? (int)Math.Min(_stepBytes * 2L, Math.Max(_options.MaxStepBytes, _options.MaxBacklogStepBytes))
            : Math.Max(_stepBytes / 2, _options.MaxStepBytes);
        State.Failed = false;
        State.Behind = more;
        State.CountedUpToUs = more ? Math.Max(State.CountedUpToUs, step.Counts.NewestReceivedAtUs) : now;
        return more;
    }

    /// <summary>Rolls up what is due, in rounds that are some time apart, so that a trickle of late samples does not make an hour anew with each step.</summary>
    private async ValueTask<bool> RollUpAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        if (_lease.IsDoubted || _time.GetElapsedTime(_rolledUpAt) < _options.RollupInterval)
        {
            return false;
        }

        long start = _time.GetTimestamp();
        long endBefore = (_horizonUs - (_options.RollupGrace.Ticks / TimeSpan.TicksPerMicrosecond)) / UtcInstant.PerMinute;
        if (await _rollups.MakeAsync(lease, _position, endBefore, cancellationToken) is not { } round)
        {
            Refused(lease);
            return false;
        }

        if (round.Hours + round.Days > 0)
        {
            _metrics.RolledUp(round.Hours, round.Days, _time.GetElapsedTime(start));
        }

        _rolledUpAt = round.More ? _rolledUpAt : _time.GetTimestamp();
        return round.More;
    }

    /// <summary>More than half of what was asked for came back: the rest may not have fitted.</summary>
    private bool IsFull(IReadOnlyList<LogEntry> entries)
    {
        long bytes = 0;
        foreach (LogEntry entry in entries)
        {
            bytes += entry.Record.Length;
        }

        return bytes > _stepBytes / 2;
    }

    /// <summary>Drops what is in memory; the lease is asked for again, and with it the position.</summary>
    private void Forget()
    {
        _folder.Clear();
        _lease.Doubt();
    }

    private long NowUs() => UtcInstant.From(_time.GetUtcNow()).Microseconds;

    private void Pause(TimeSpan time)
    {
        _pauseBegan = _time.GetTimestamp();
        _pause = time;
    }
}
