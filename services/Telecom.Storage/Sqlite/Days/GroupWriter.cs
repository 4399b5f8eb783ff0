using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// Group commit: one thread takes what waits, up to a bound, writes it in one transaction and answers all callers after the commit. The
/// busier the log, the larger the groups, and the fewer syncs per batch; an idle log commits each batch at once, for nothing is waited
/// for. A failure is answered to the whole group, for none of it was stored, and the writer opens its file again by itself.
/// </summary>
internal sealed partial class GroupWriter
{
    private readonly ChannelReader<LogWork> _queue;
    private readonly DayLog _log;
    private readonly SqliteSampleLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LogMetrics _metrics;
    private readonly AppendSignal _signal;
    private readonly WalKeeper _wal;
    private readonly List<PendingAppend> _group = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (long At, string Why)? _failure;

    public GroupWriter(
        ChannelReader<LogWork> queue,
        DayLog log,
        SqliteSampleLogOptions options,
        TimeProvider time,
        ILogger logger,
        LogMetrics metrics,
        AppendSignal signal)
    {
        _queue = queue;
        _log = log;
        _options = options;
        _time = time;
        _logger = logger;
        _metrics = metrics;
        _signal = signal;
        _wal = new WalKeeper(options, time, logger);
    }

    /// <summary>Completes when the queue was completed and everything in it was answered.</summary>
    public Task Ended => _ended.Task;

    /// <summary>
    /// Starts the thread. It is its own, because syncs block for as long as the disk likes, and pool threads are for work that does not.
    /// </summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = "sample log writer" }.Start();

    private void Run()
    {
        try
        {
            while (WaitForWork())
            {
                if (TakeGroup() is { } step)
                {
                    Run(step);
                }
                else
                {
                    Answer();
                    _group.Clear();
                }
            }
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    // Blocks this thread on purpose: it is the queue's only reader and has nothing else to do.
    private bool WaitForWork() => _queue.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    // A group of appends, or the step that is next in the queue.
    private PendingStep? TakeGroup()
    {
        long bytes = 0;
        while (_group.Count < _options.GroupEntries && bytes < _options.GroupBytes && _queue.TryPeek(out LogWork? next))
        {
            if (next is not PendingAppend append)
            {
                if (_group.Count > 0)
                {
                    return null;
                }

                _queue.TryRead(out _);
                return (PendingStep)next;
            }

            _queue.TryRead(out _);
            _group.Add(append);
            bytes += append.Entry.Record.Length;
        }

        return null;
    }

    private void Run(PendingStep step)
    {
        try
        {
            step.Run(_log);
        }
        catch (Exception e)
        {
            _log.Undo(e);
            step.Fail(SqliteErrors.Translate(e, _options.Folder, _options.RetryDelay) ?? e);
        }
    }

    private void Answer()
    {
        if (_failure is { } failure && _options.RetryDelay - _time.GetElapsedTime(failure.At) is { Ticks: > 0 } rest)
        {
            // Every attempt at a broken disk costs much; between two of them callers are told at once.
            Refuse(new StoreUnavailableException(failure.Why, rest));
            return;
        }

        try
        {
            long began = _time.GetTimestamp();
            DayWriter writer = _log.Current();
            GroupResult done = writer.Append(_group, _log.Lanes, _log.Content, Microseconds.Of(_time.GetUtcNow()));
            _failure = null;
            _log.Lanes.Merge(done.Changes);
            _log.Content.Keep();
            Delivery.Of([.. _group], done.Results);
            if (done.Records > 0)
            {
                _signal.Set();
            }

            _metrics.Committed(_time.GetElapsedTime(began), _group.Count, done.Bytes);
            Tend(writer);
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    // The group is stored and answered, whatever happens here: what cannot be folded now is folded from the records at the next opening.
    private void Tend(DayWriter writer)
    {
        try
        {
            writer.FoldIfDue(_log.Lanes.Count);
            _wal.AfterCommit(writer.Session);
        }
        catch (Exception e)
        {
            _log.Undo(e);
            Log.NotFolded(_logger, _options.Folder, e);
        }
    }

    // Whatever it was, the callers must be answered, and "try again" is the one answer under which no sample is lost.
    private void Fail(Exception cause)
    {
        _log.Undo(cause);
        string why = cause is StoreUnavailableException or StoreFileException
            ? cause.Message
            : $"The sample log in '{_options.Folder}' cannot be written now: {cause.Message}";
        if (!SqliteErrors.IsBusy(cause))
        {
            _failure = (_time.GetTimestamp(), why);
        }

        _metrics.Failed();
        Log.GroupFailed(_logger, _group.Count, _options.RetryDelay.TotalSeconds, cause);
        Refuse(new StoreUnavailableException(why, _options.RetryDelay, cause));
    }

    private void Refuse(StoreUnavailableException why) => Delivery.Of([.. _group], why);

    private static partial class Log
    {
        [LoggerMessage(9030, LogLevel.Error, "{Batches} batches could not be appended and were refused for {RetrySeconds} s; nothing of them was stored")]
        public static partial void GroupFailed(ILogger logger, int batches, double retrySeconds, Exception exception);

        [LoggerMessage(9031, LogLevel.Error, "Lanes of the sample log in {Folder} could not be written to its index; it is opened again, and nothing that was acknowledged is lost")]
        public static partial void NotFolded(ILogger logger, string folder, Exception exception);
    }
}
