using Microsoft.Extensions.Logging;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// The log's newest day file, for the one thread that writes: which file an append belongs to, going over to the next day, and opening
/// again after a failure. The newest file is always the one written to, so that positions never go back: a clock that steps back over
/// midnight keeps writing the later day.
/// </summary>
internal sealed partial class DayLog : IDisposable
{
    private readonly string _folder;
    private readonly SqliteSampleLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private DayWriter? _writer;
    private LogDay? _clockBehind;

    /// <summary>Opens the newest day file, or makes the first one. The caller holds the log's writer lock.</summary>
    public DayLog(SqliteSampleLogOptions options, TimeProvider time, ILogger logger)
    {
        _folder = Path.GetFullPath(options.Folder);
        _options = options;
        _time = time;
        _logger = logger;
        Content = new ContentIndex(options.ContentWindow, options.MaxContentKeys, logger);
        SqliteFile.RemoveUnfinished(_folder, LogDay.FilePrefix);
        RemoveOrphans();
        if (DayUpgrade.Run(_folder, options.BusyTimeout) is > 0 and int upgraded)
        {
            Log.Upgraded(logger, _folder, upgraded);
        }

        if (LogDay.In(_folder).Count == 0)
        {
            LogIdentity first = new(Guid.NewGuid().ToString("N"), options.Partitions);
            DayFile.Create(_folder, LogDay.Of(time.GetUtcNow()), first, previous: null, options.BusyTimeout);
        }

        LogDay newest = LogDay.In(_folder)[^1];
        (_writer, Identity) = OpenDay(newest, mustEmptyWal: false);
        Lanes.Replace(_writer.ReadLanes());
        Content.Replace(ReadContent());
        DayTrim.Finish(_folder, _writer.Session);
        Log.Opened(logger, _folder, newest.FileName, Identity.Partitions);
    }

    /// <summary>What the log is.</summary>
    public LogIdentity Identity { get; }

    /// <summary>The committed state of its lanes.</summary>
    public LaneTable Lanes { get; } = new();

    /// <summary>The content keys of the window. For the writing thread.</summary>
    public ContentIndex Content { get; }

    /// <summary>
    /// The file that an append of now belongs to: opened again after a failure, the next day's after midnight.
    /// </summary>
    /// <exception cref="Exception">The file cannot be opened or made now; the next call tries again.</exception>
    public DayWriter Current()
    {
        _writer ??= Reopen();
        LogDay today = LogDay.Of(_time.GetUtcNow());
        if (today.Number > _writer.Day.Number)
        {
            GoOn(today);
        }
        else if (today.Number < _writer.Day.Number && _clockBehind != today)
        {
            _clockBehind = today;
            Log.ClockBehind(_logger, today.FileName, _writer.Day.FileName);
        }

        return _writer;
    }

    /// <summary>Undoes what a failed group left. After more than another connection's lock the file is not trusted and opened again.</summary>
    public void Undo(Exception cause)
    {
        Content.Drop();
        if (_writer is not null && !(_writer.Session.TryRollback() && SqliteErrors.IsBusy(cause)))
        {
            _writer.Dispose();
            _writer = null;
        }
    }

    /// <summary>Closes the file; what is not folded yet is, so that the next opening has nothing to do.</summary>
    public void Dispose()
    {
        try
        {
            _writer?.Fold(Lanes.Count);
        }
        catch (Exception e)
        {
            // It is all in the records; the next opening folds it.
            Log.NotFolded(_logger, _folder, e);
        }

        _writer?.Dispose();
        _writer = null;
    }

    private IEnumerable<(string Agent, long AppendedUs, UInt128[] Keys)> ReadContent() =>
        DayContent.Read(_folder, Content.FromUs(Microseconds.Of(_time.GetUtcNow())), _options.BusyTimeout);

    // Records without an index: what an interrupted day change or trim left.
    private void RemoveOrphans()
    {
        foreach (string file in Directory.EnumerateFiles(_folder, LogDay.FilePrefix + "*" + LogDay.RecordsSuffix))
        {
            if (!File.Exists(Path.ChangeExtension(file, ".db")))
            {
                File.Delete(file);
            }
        }
    }

    private DayWriter Reopen()
    {
        SqliteFile.RemoveUnfinished(_folder, LogDay.FilePrefix);
        IReadOnlyList<LogDay> days = LogDay.In(_folder);
        if (days.Count == 0)
        {
            throw SqliteErrors.Damaged(_folder, "its day files are gone");
        }

        (DayWriter writer, LogIdentity identity) = OpenDay(days[^1], mustEmptyWal: true);
        try
        {
            if (identity != Identity)
            {
                throw SqliteErrors.Damaged(_folder, "its day files were replaced by those of another log");
            }

            Lanes.Replace(writer.ReadLanes());
            Content.Replace(ReadContent());
            Log.Recovered(_logger, _folder, writer.Day.FileName);
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    private void GoOn(LogDay today)
    {
        DayWriter last = _writer!;
        // The next file is made from this one, and from then on nobody recovers this one any more: it must be complete and durable.
        last.Fold(Lanes.Count);
        SqliteFile.Sync(last.Session);
        DayFile.Create(_folder, today, Identity, last.Day, _options.BusyTimeout);
        // From here on the new file is the newest and nothing may be written to the last one.
        _writer = null;
        last.Dispose();
        (_writer, _) = OpenDay(today, mustEmptyWal: false);
        Log.DayBegan(_logger, last.Day.FileName, today.FileName);
    }

    private (DayWriter Writer, LogIdentity Identity) OpenDay(LogDay day, bool mustEmptyWal)
    {
        string file = Path.Combine(_folder, day.FileName);
        SqliteSession? session = null;
        RecordFile? records = null;
        try
        {
            session = SqliteFile.OpenWriter(file, DayFile.Format, _options, syncEveryWrite: false);
            LogIdentity identity = LogIdentity.Of(session, day);
            if (identity.Partitions != _options.Partitions)
            {
                throw new StoreFileException(
                    file,
                    StoreFileProblem.Mismatch,
                    $"'{file}' has {identity.Partitions} partitions and {nameof(_options.Partitions)} says {_options.Partitions}; the number is fixed when a log is made.");
            }

            if (!SqliteFile.TryEmptyWal(session))
            {
                if (mustEmptyWal)
                {
                    throw new StoreUnavailableException($"'{file}' recovers from an error and waits for its readers.", _options.RetryDelay);
                }

                Log.WalBusyAtOpen(_logger, file);
            }

            records = RecordFile.Open(Path.Combine(_folder, day.RecordsName));
            (long, long) at = DayRecovery.Run(session, records, day, identity);
            return (new DayWriter(session, records, day, identity, at, _options.CachedBytes), identity);
        }
        catch (Exception e)
        {
            session?.Dispose();
            records?.Dispose();
            if (SqliteErrors.Translate(e, file, _options.RetryDelay) is { } known)
            {
                throw known;
            }

            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(9020, LogLevel.Information, "Sample log in {Folder} opened at {File}, {Partitions} partitions")]
        public static partial void Opened(ILogger logger, string folder, string file, int partitions);

        [LoggerMessage(9021, LogLevel.Information, "Sample log goes on from {Last} to {Next}")]
        public static partial void DayBegan(ILogger logger, string last, string next);

        [LoggerMessage(9022, LogLevel.Warning, "The clock says {Today} and the newest file of the sample log is {Newest}; appends go on into the newest")]
        public static partial void ClockBehind(ILogger logger, string today, string newest);

        [LoggerMessage(9023, LogLevel.Information, "Sample log in {Folder} is written again after an error, at {File}")]
        public static partial void Recovered(ILogger logger, string folder, string file);

        [LoggerMessage(9025, LogLevel.Information, "{Days} days of the sample log in {Folder} were brought to the layout of this version")]
        public static partial void Upgraded(ILogger logger, string folder, int days);

        [LoggerMessage(9026, LogLevel.Warning, "Lanes of the sample log in {Folder} could not be written to its index at the end; the next start does it")]
        public static partial void NotFolded(ILogger logger, string folder, Exception exception);

        [LoggerMessage(9024, LogLevel.Warning, "Write-ahead log of {File} could not be emptied at the start: a reader is in the way")]
        public static partial void WalBusyAtOpen(ILogger logger, string file);
    }
}
