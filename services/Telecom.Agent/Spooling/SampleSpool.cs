using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Spooling;

/// <summary>
/// The agent's samples on disk, from measurement to acknowledgement. A batch gets its sequence number when it is appended and is sent only
/// after it is as durable as the policy says. Everything survives the end of the program at any instruction.
/// <code>
/// spool/lock  spool/cursor  spool/log/*.segment  spool/rejected.jsonl  spool/retry/*  spool/damaged/*  spool/status.json
/// </code>
/// Sequence numbers must never be given twice. When the server's state and the spool's do not fit together (the spool lost its end, the server
/// lost batches that were deleted here, batches in the middle are damaged) the batches that the server does not have begin a new epoch.
/// </summary>
internal sealed partial class SampleSpool : IDisposable
{
    private const string LogFolder = "log";
    private const string NewFolder = "log.new";
    private const string OldFolder = "log.old";

    private readonly SpoolOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FileStream _lockFile;
    private readonly Lock _lock = new();
    private SegmentList _log;
    private SpoolCursor _cursor;
    private ulong _maybeSent;
    private bool _broken;
    private bool _full;

    private SampleSpool(SpoolOptions options, TimeProvider time, ILogger logger, FileStream lockFile)
    {
        (_options, _time, _logger, _lockFile) = (options, time, logger, lockFile);
        FinishSwap();
        SpoolCursor? cursor = SpoolCursor.Load(options.Directory, out bool cursorDamaged);
        HashSet<RetryKey> origins = [];
        SegmentList? log = SegmentList.Open(Inside(LogFolder), Inside("damaged"), record => origins.Add(record.Origin), logger);
        _log = log ?? SegmentList.Create(Inside(LogFolder), NewEpoch());
        _broken = _log.HasGap;
        _cursor = AdoptCursor(cursor, cursorDamaged);
        _cursor.Save(options.Directory, options.Fsync);
        _maybeSent = _cursor.NeverSentFrom - 1;
        Rejected = new RejectedFile(options, cursor?.RejectedLength);
        Retries = new RetryStore(options, time, _log.Epoch, _cursor.Acknowledged, origins, logger);
        Log.Opened(logger, options.Directory, _log.Epoch, _log.Last, _cursor.Acknowledged);
    }

    /// <summary>Opens the spool of a folder, or makes one.</summary>
    /// <exception cref="SpoolInUseException">Another agent has it open.</exception>
    public static SampleSpool Open(SpoolOptions options, TimeProvider time, ILogger logger)
    {
        Directory.CreateDirectory(options.Directory);
        FileStream lockFile;
        try
        {
            lockFile = new FileStream(Path.Combine(options.Directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new SpoolInUseException(options.Directory, exception);
        }

        try
        {
            return new SampleSpool(options, time, logger, lockFile);
        }
        catch
        {
            lockFile.Dispose();
            throw;
        }
    }

    /// <summary>Called after each append, from the appending thread.</summary>
    public Action? Appended { get; set; }

    /// <summary>The file of samples refused for good.</summary>
    public RejectedFile Rejected { get; }

    /// <summary>The samples that wait to be tried again.</summary>
    public RetryStore Retries { get; }

    /// <summary>Epoch of the sequence numbers.</summary>
    public SpoolEpoch Epoch => Locked(() => _log.Epoch);

    /// <summary>Sequence number of the newest batch; 0 when there was none yet.</summary>
    public ulong LastSequence => Locked(() => _log.Last);

    /// <summary>Sequence number of the oldest batch that is held, or of the next one when none is.</summary>
    public ulong Oldest => Locked(() => _log.Oldest);

    /// <summary>Every batch up to this one is acknowledged and its refusals are dealt with.</summary>
    public ulong Acknowledged => Locked(() => _cursor.Acknowledged);

    /// <summary>What operators see of the spool.</summary>
    public SpoolState State => Locked(() => new SpoolState(
        _log.Epoch, _log.Last, _cursor.Acknowledged, _log.Bytes, _full, _cursor.AcknowledgedSamples, _cursor.RejectedSamples, Retries.Count));

    /// <summary>Appends a batch and gives it the next sequence number.</summary>
    /// <param name="batch">A batch that declares every handle that it uses.</param>
    /// <param name="origin">Which refused samples it tries again; null for new ones.</param>
    public AppendOutcome TryAppend(SampleBatch batch, RetryKey? origin)
    {
        lock (_lock)
        {
            batch.Sequence = _log.Last + 1;
            SpoolRecord record = new(batch.Sequence, origin.GetValueOrDefault(), batch.ToByteArray());
            try
            {
                _full = !MakeRoom(record.Length);
                if (_full)
                {
                    return AppendOutcome.Full;
                }

                _log.Append(record, _options.Fsync, _options.SegmentBytes);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Log.AppendFailed(_logger, exception, record.Sequence);
                return AppendOutcome.DiskFailed;
            }
        }

        Appended?.Invoke();
        return AppendOutcome.Appended;
    }

    /// <summary>Reads a batch.</summary>
    /// <returns>False when the sequence number was not given yet.</returns>
    /// <exception cref="SpoolDamagedException">It cannot be read any more.</exception>
    public bool TryRead(ulong sequence, out SpooledBatch batch)
    {
        lock (_lock)
        {
            batch = default;
            if (sequence > _log.Last)
            {
                return false;
            }

            try
            {
                SpoolRecord record = _log.Read(sequence);
                SampleBatch parsed = SampleBatch.Parser.ParseFrom(record.Body.Span);
                parsed.Sequence = sequence;
                batch = new SpooledBatch(parsed, record.Body.Length);
                return true;
            }
            catch (Exception exception) when (exception is SpoolDamagedException or InvalidProtocolBufferException)
            {
                _broken = true;
                throw new SpoolDamagedException(sequence);
            }
        }
    }

    /// <summary>Says that a batch is about to be sent, so that its number is taken for ever.</summary>
    public void MarkSent(ulong sequence) => Locked(() => _maybeSent = Math.Max(_maybeSent, sequence));

    /// <summary>Compares the spool with what the server's Welcome says.</summary>
    /// <param name="durable">Last durable sequence number of the server.</param>
    /// <param name="resumeAt">First sequence number to send, when the result is true: batches after the last whose refusals were dealt with, even where the
    /// server has them, so that a refusal in a lost acknowledgement is heard again.</param>
    /// <param name="laneRetention">How long the server remembers a lane that appends nothing; zero for ever.</param>
    /// <returns>False when the spool began a new epoch: open a new stream.</returns>
    public bool Reconcile(ulong durable, out ulong resumeAt, TimeSpan laneRetention = default)
    {
        lock (_lock)
        {
            if (durable == 0 && WasForgotten(laneRetention))
            {
                // Not healed as after the fail-over to a stale copy: the server had these batches, and only forgot that it did.
                Log.LaneForgotten(_logger, _log.Epoch, _cursor.Acknowledged);
                resumeAt = 1;
                BeginEpoch(from: _cursor.Acknowledged + 1);
                return false;
            }

            resumeAt = Math.Max(_log.Oldest, Math.Min(_cursor.Acknowledged, durable) + 1);
            if (durable > _maybeSent)
            {
                Log.SpoolBehind(_logger, durable, _maybeSent);
                BeginEpoch(from: _maybeSent + 1);
                return false;
            }

            bool serverBehind = durable + 1 < _log.Oldest && durable < _log.Last;
            if (serverBehind || _broken)
            {
                if (serverBehind)
                {
                    Log.ServerBehind(_logger, durable, _log.Oldest);
                }

                BeginEpoch(from: durable + 1);
                return false;
            }

            if (_cursor.NeverSentFrom != 0)
            {
                Save(_cursor with { NeverSentFrom = 0 });
            }

            _maybeSent = Math.Max(_maybeSent, durable);
            return true;
        }
    }

    /// <summary>Persists that batches are acknowledged and what their refusals caused, then deletes what need not be kept.</summary>
    /// <param name="acknowledged">Every batch up to this one is dealt with.</param>
    /// <param name="rejectedLength">Bytes of the file of refused samples that count now.</param>
    /// <param name="rejectedSamples">Samples newly refused for good.</param>
    /// <param name="acknowledgedSamples">Samples newly acknowledged and stored.</param>
    public void Commit(ulong acknowledged, long rejectedLength, long rejectedSamples, long acknowledgedSamples)
    {
        lock (_lock)
        {
            Save(_cursor with
            {
                Acknowledged = Math.Max(_cursor.Acknowledged, acknowledged),
                AcknowledgedAtUs = acknowledged > _cursor.Acknowledged ? NowUs() : _cursor.AcknowledgedAtUs,
                RejectedLength = rejectedLength,
                RejectedSamples = _cursor.RejectedSamples + rejectedSamples,
                AcknowledgedSamples = _cursor.AcknowledgedSamples + acknowledgedSamples,
            });
        }

        Trim();
    }

    /// <summary>Deletes acknowledged batches whose time is over.</summary>
    public void Trim()
    {
        lock (_lock)
        {
            _log.DeleteAcknowledged(_cursor.Acknowledged, _time.GetTimestamp(), KeepTicks);
        }
    }

    /// <summary>Closes the files. Nothing needs to be written: whatever was promised is on disk.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_options.Fsync == FsyncPolicy.Never)
            {
                _log.Flush();
            }

            _log.Dispose();
            _lockFile.Dispose();
        }
    }

    private long KeepTicks => (long)(_options.KeepAcknowledged.TotalSeconds * _time.TimestampFrequency);

    private string Inside(string name) => Path.Combine(_options.Directory, name);

    private bool MakeRoom(int bytes)
    {
        if (_log.Bytes + bytes <= _options.MaxBytes)
        {
            return true;
        }

        // Acknowledged batches are kept only while there is room for them.
        if (_cursor.Acknowledged >= _log.Last)
        {
            _log.BeginSegment();
        }

        _log.DeleteAcknowledged(_cursor.Acknowledged, _time.GetTimestamp(), 0);
        return _log.Bytes + bytes <= _options.MaxBytes;
    }

    private void Save(SpoolCursor cursor)
    {
        cursor.Save(_options.Directory, _options.Fsync);
        _cursor = cursor;
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }
}
