using System.Collections.Concurrent;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>Reads a log across its day files, from any process.</summary>
internal sealed class DayReads : IDisposable
{
    // A reader goes from day to day; two are in use around midnight, more when partitions are far apart.
    private const int MostOpenDays = 4;
    private readonly string _folder;
    private readonly SqliteStoreOptions _options;
    private readonly Lock _lock = new();
    private readonly List<(LogDay Day, SqliteReadPool Pool)> _pools = [];
    private readonly ConcurrentDictionary<int, Reached> _read = new();
    private bool _disposed;

    private DayReads(string folder, LogIdentity identity, SqliteStoreOptions options)
    {
        _folder = folder;
        Identity = identity;
        _options = options;
    }

    /// <summary>The log that is read.</summary>
    public LogIdentity Identity { get; }

    /// <summary>For a log whose identity is known.</summary>
    public static DayReads Of(LogIdentity identity, SqliteStoreOptions options) => new(Path.GetFullPath(options.Folder), identity, options);

    /// <summary>Finds out what the log in a folder is.</summary>
    /// <exception cref="StoreUnavailableException">There is no log yet.</exception>
    public static DayReads Open(SqliteStoreOptions options)
    {
        string folder = Path.GetFullPath(options.Folder);
        IReadOnlyList<LogDay> days = Directory.Exists(folder) ? LogDay.In(folder) : [];
        if (days.Count == 0)
        {
            throw new StoreUnavailableException($"There is no sample log in '{folder}' yet; its writer makes it.", options.RetryDelay);
        }

        LogDay newest = days[^1];
        using SqliteReadPool pool = new(Path.Combine(folder, newest.FileName), static _ => { }, options);
        return new DayReads(folder, pool.Read(session => LogIdentity.Of(session, newest)), options);
    }

    /// <summary>See <see cref="ISampleLogReader.ReadAsync"/>.</summary>
    public IReadOnlyList<LogEntry> Read(int partition, LogPosition after, int maxBytes)
    {
        List<LogEntry> entries = [];
        long left = maxBytes;

        // The list comes first: a day that has a later one in it was finished before, so that reading it to its end misses nothing.
        IReadOnlyList<LogDay> days = LogDay.In(_folder);
        CloseUnlinked(days);
        foreach (LogDay day in days)
        {
            if (day.Number < after.Major)
            {
                continue;
            }

            long afterId = day.Number == after.Major ? after.Minor : 0;
            if (ReadDay(day, session => ReadInto(entries, session, day, partition, afterId, left), whenGone: left) is not { } rest)
            {
                break;
            }

            left = rest;
        }

        return entries;
    }

    /// <summary>See <see cref="ISampleLogReader.GetRangeAsync"/>.</summary>
    public LogRange Range(int partition)
    {
        IReadOnlyList<LogDay> days = LogDay.In(_folder);
        CloseUnlinked(days);
        LogPosition trimmedTo = days.Count == 0
            ? LogPosition.Start
            : ReadDay(days[^1], session => DayTrim.TrimmedTo(session, partition), whenGone: LogPosition.Start);
        foreach (LogDay day in days.Reverse())
        {
            if (ReadDay(day, session => DayIndex.LastOf(session, partition), whenGone: 0) is > 0 and long last)
            {
                LogPosition newest = new(day.Number, last);
                return new LogRange(trimmedTo, newest > trimmedTo ? newest : trimmedTo);
            }
        }

        return new LogRange(trimmedTo, trimmedTo);
    }

    /// <summary>Position of the newest record of all partitions.</summary>
    public LogPosition Tail()
    {
        IReadOnlyList<LogDay> days = LogDay.In(_folder);
        if (days.Count == 0)
        {
            return LogPosition.Start;
        }

        LogDay newest = days[^1];
        return ReadDay(newest, session => new LogPosition(newest.Number, DayIndex.Last(session)), whenGone: LogPosition.Start);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _pools.ForEach(static open => open.Pool.Dispose());
            _pools.Clear();
        }
    }

    // The bytes that are left, or null when a record did not fit any more.
    private long? ReadInto(List<LogEntry> entries, SqliteSession session, LogDay day, int partition, long after, long left)
    {
        // Where the last read of this partition ended there may be much of other partitions behind it: nobody looks through that twice.
        long from = _read.TryGetValue(partition, out Reached at) && at.Day == day.Number && at.After == after && at.Through > after
            ? at.Through
            : DayIndex.Skip(session, partition, after);
        int before = entries.Count;
        (long? rest, long through) = DayIndex.Read(entries, session, Path.Combine(_folder, day.RecordsName), day, partition, from, left);
        if (rest is not null)
        {
            DayIndex.CheckEnd(session);
        }

        _read[partition] = new Reached(day.Number, entries.Count > before ? entries[^1].Position.Minor : after, through);
        return rest;
    }

    private T ReadDay<T>(LogDay day, Func<SqliteSession, T> read, T whenGone)
    {
        SqliteReadPool pool = PoolOf(day);
        try
        {
            return pool.Read(read);
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreFileException && !File.Exists(pool.File))
        {
            // Unlinked since the list was made: there is nothing in it to read any more.
            return whenGone;
        }
    }

    // An open file keeps its disk space after it was unlinked.
    private void CloseUnlinked(IReadOnlyList<LogDay> days)
    {
        lock (_lock)
        {
            foreach ((LogDay day, SqliteReadPool pool) in _pools.Where(open => !days.Contains(open.Day)).ToArray())
            {
                pool.Dispose();
                _pools.Remove((day, pool));
            }
        }
    }

    private SqliteReadPool PoolOf(LogDay day)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                throw new StoreUnavailableException($"The reader of '{_folder}' is closed.", _options.RetryDelay);
            }

            int index = _pools.FindIndex(open => open.Day == day);
            (LogDay Day, SqliteReadPool Pool) found = index >= 0
                ? _pools[index]
                : (day, new SqliteReadPool(Path.Combine(_folder, day.FileName), session => Identity.Require(session, day), _options));
            if (index >= 0)
            {
                _pools.RemoveAt(index);
            }
            else if (_pools.Count == MostOpenDays)
            {
                // The one used longest ago; reads that are under way in it end well.
                _pools[0].Pool.Dispose();
                _pools.RemoveAt(0);
            }

            _pools.Add(found);
            return found.Pool;
        }
    }

    // Up to where a partition was read, and up to where that read looked.
    private readonly record struct Reached(long Day, long After, long Through);
}
