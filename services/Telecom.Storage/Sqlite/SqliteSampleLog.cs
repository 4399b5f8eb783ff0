using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite.Days;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite;

/// <summary>
/// The sample log on one machine: a folder with one SQLite file per UTC day of append ("log-2026-11-22.db"), written by exactly one
/// process and read by any number of others (<see cref="SqliteSampleLogReader"/>). A completed append was synced by fdatasync; appends
/// that are under way together share one sync. A position's major part is the day, days since 1970-01-01, its minor part the row.
/// </summary>
/// <remarks>
/// When a commit fails at the sync itself, nobody can know whether it is on the disk. The append is then reported as not stored, the file
/// is recovered, and a caller that sends the batch again gets <see cref="AppendOutcome.Duplicate"/> if it was: stored once either way.
/// </remarks>
public sealed class SqliteSampleLog : ISampleLog
{
    private readonly SqliteSampleLogOptions _options;
    private readonly TimeProvider _time;
    private readonly WriterLock _lock;
    private readonly DayLog _log;
    private readonly DayReads _reads;
    private readonly GroupWriter _writer;
    private readonly AppendSignal _signal = new();
    private readonly Channel<LogWork> _queue;
    private readonly SemaphoreSlim _trimming = new(1, 1);

    private SqliteSampleLog(SqliteSampleLogOptions options, TimeProvider time, ILogger logger, IMeterFactory? meters)
    {
        _options = options;
        _time = time;
        FolderSync.Create(options.Folder);
        _lock = WriterLock.Take(Path.Combine(Path.GetFullPath(options.Folder), "log.lock"));
        try
        {
            _log = new DayLog(options, time, logger);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }

        _reads = DayReads.Of(_log.Identity, options);
        _queue = Channel.CreateBounded<LogWork>(new BoundedChannelOptions(options.QueueEntries)
        {
            FullMode = BoundedChannelFullMode.Wait,
            SingleReader = true,
        });
        _writer = new GroupWriter(_queue.Reader, _log, options, time, logger, new LogMetrics(meters, () => _queue.Reader.Count), _signal);
        _writer.Start();
    }

    /// <inheritdoc/>
    public int PartitionCount => _log.Identity.Partitions;

    /// <inheritdoc/>
    public LogDurability Durability => LogDurability.Fsynced;

    /// <summary>Opens the log of a folder to write to it, and makes it when there is none. Measures nothing.</summary>
    /// <inheritdoc cref="OpenAsync(SqliteSampleLogOptions, TimeProvider, ILogger, IMeterFactory?, CancellationToken)"/>
    public static Task<SqliteSampleLog> OpenAsync(SqliteSampleLogOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        OpenAsync(options, time, logger, meters: null, cancellationToken);

    /// <summary>Opens the log of a folder to write to it, and makes it when there is none.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="time">Tells the day of an append.</param>
    /// <param name="logger">Where failures and day changes are logged.</param>
    /// <param name="meters">Makes the meter "Telecom.Ingestion.SampleLog"; null to measure nothing.</param>
    /// <param name="cancellationToken">Stops the call before it begins to open.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message has every reason.</exception>
    /// <exception cref="StoreFileException">The log is written by somebody else, is damaged, newer, or has another number of partitions.</exception>
    /// <exception cref="StoreUnavailableException">The folder cannot be used now.</exception>
    public static Task<SqliteSampleLog> OpenAsync(
        SqliteSampleLogOptions options,
        TimeProvider time,
        ILogger logger,
        IMeterFactory? meters,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        options.ThrowIfInvalid();
        return Task.Run(
            () =>
            {
                try
                {
                    return new SqliteSampleLog(options, time, logger, meters);
                }
                catch (Exception e) when (SqliteErrors.Translate(e, options.Folder, options.RetryDelay) is { } known)
                {
                    throw known;
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>The caller leaves the entry's bytes alone until the task completes. A full queue makes the caller wait.</remarks>
    /// <exception cref="ArgumentException">The entry breaks a rule of <see cref="AppendEntry"/> or is longer than the options allow.</exception>
    public ValueTask<AppendResult> AppendAsync(AppendEntry entry, CancellationToken cancellationToken)
    {
        Check(entry);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<AppendResult>(cancellationToken);
        }

        PendingAppend append = new(entry);
        return _queue.Writer.TryWrite(append) ? append.WaitAsync(cancellationToken) : WaitForRoomAsync(append, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ProducerPosition?> GetProducerAsync(ProducerLane lane, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_log.Lanes.Find(lane)?.ToPosition(lane));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ProducerPosition>> ListProducersAsync(string agent, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(agent);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_log.Lanes.List(agent));
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The log cannot be read now.</exception>
    /// <exception cref="StoreFileException">A day file is damaged.</exception>
    public async ValueTask<IReadOnlyList<LogEntry>> ReadAsync(int partition, LogPosition after, int maxBytes, CancellationToken cancellationToken)
    {
        SqliteSampleLogReader.CheckRead(partition, PartitionCount, maxBytes);
        return await Task.Run(() => _reads.Read(partition, after, maxBytes), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask WaitForAppendAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, TimeSpan.Zero);
        return _signal.WaitAsync(atMost, _time, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The log cannot be read now.</exception>
    /// <exception cref="StoreFileException">A day file is damaged.</exception>
    public async ValueTask<LogRange> GetRangeAsync(int partition, CancellationToken cancellationToken)
    {
        SqliteSampleLogReader.CheckRead(partition, PartitionCount, maxBytes: 1);
        return await Task.Run(() => _reads.Range(partition), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Unlinks the oldest days, up to eight a call. The newest day always stays; a day stays until all its records are consumed and
    /// old, and until its content keys are older than <see cref="SqliteSampleLogOptions.ContentWindow"/>. A lane counts as empty when the
    /// day of its last batch is gone.
    /// </remarks>
    /// <exception cref="StoreFileException">A day file is damaged.</exception>
    public async ValueTask<LogTrimResult> TrimAsync(LogTrim trim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trim);
        await _trimming.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => TrimNowAsync(trim, cancellationToken), cancellationToken);
        }
        catch (Exception e) when (SqliteErrors.Translate(e, _options.Folder, _options.RetryDelay) is { } known)
        {
            throw known;
        }
        finally
        {
            _trimming.Release();
        }
    }

    /// <summary>Takes no more appends, commits those that wait, closes the files and gives the lock back.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer.Ended;
        _reads.Dispose();
        _log.Dispose();
        _lock.Dispose();
    }

    private async Task<LogTrimResult> TrimNowAsync(LogTrim trim, CancellationToken cancellationToken)
    {
        string folder = Path.GetFullPath(_options.Folder);
        long contentFromUs = Microseconds.Of(_time.GetUtcNow() - _options.ContentWindow);
        List<RemovableDay> days = DayTrim.Plan(folder, trim, contentFromUs, _options.BusyTimeout);
        int lanes = 0;
        PendingStep step = new(log =>
        {
            DayWriter writer = log.Current();
            writer.Fold(log.Lanes.Count);
            List<ProducerLane> idle = DayTrim.Commit(writer.Session, days, trim.LanesIdleSinceUs);
            log.Lanes.Remove(idle);
            lanes = idle.Count;
            if (days.Count > 0)
            {
                // The index is not synced by itself: a power loss must not keep the unlinking and take what says that it was meant.
                SqliteFile.Sync(writer.Session);
            }
        });
        await EnqueueAsync(step, cancellationToken);
        await step.Task;
        long bytes = days.Count == 0 ? 0 : DayTrim.Unlink(folder, days.Select(static day => day.Day));
        return new LogTrimResult(days.Sum(static day => day.Records), bytes, lanes);
    }

    private async ValueTask<AppendResult> WaitForRoomAsync(PendingAppend append, CancellationToken cancellationToken)
    {
        await EnqueueAsync(append, cancellationToken);
        return await append.WaitAsync(cancellationToken);
    }

    private async ValueTask EnqueueAsync(LogWork work, CancellationToken cancellationToken)
    {
        try
        {
            // The call order of a lane is the order in which this is reached; a full channel keeps its waiting writers in order too.
            await _queue.Writer.WriteAsync(work, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new StoreUnavailableException($"The sample log in '{_options.Folder}' is closed.", _options.RetryDelay);
        }
    }

    private void Check(AppendEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentException.ThrowIfNullOrEmpty(entry.Lane.Agent, nameof(entry));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Lane.Agent.Length, GroupFrame.MostAgentLength, nameof(entry));
        ArgumentOutOfRangeException.ThrowIfEqual(entry.Lane.Epoch, default, nameof(entry));
        ArgumentOutOfRangeException.ThrowIfZero(entry.Sequence, nameof(entry));
        ArgumentOutOfRangeException.ThrowIfNegative(entry.StoredSamples, nameof(entry));
        ArgumentOutOfRangeException.ThrowIfNegative(entry.RefusedSamples, nameof(entry));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Record.Length, _options.MaxRecordBytes, nameof(entry));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Outcome.Length, _options.MaxRecordBytes, nameof(entry));
        ArgumentNullException.ThrowIfNull(entry.ContentKeys, nameof(entry));
    }
}
