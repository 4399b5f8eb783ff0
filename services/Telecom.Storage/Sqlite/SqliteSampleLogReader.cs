using Microsoft.Extensions.Logging;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite.Days;

namespace Telecom.Storage.Sqlite;

/// <summary>
/// Reads the sample log that another process writes, over read-only connections; it sees what is committed and synced, and never holds
/// the writer up for longer than one read. The process must be allowed to write in the log's folder nevertheless: readers and writer
/// share a small memory file there.
/// </summary>
public sealed partial class SqliteSampleLogReader : ISampleLogReader
{
    private readonly DayReads _reads;
    private readonly TailWatch _tail;

    private SqliteSampleLogReader(DayReads reads, SqliteSampleLogReaderOptions options, TimeProvider time)
    {
        _reads = reads;
        _tail = new TailWatch(reads.Tail, options.PollInterval, time);
    }

    /// <inheritdoc/>
    public int PartitionCount => _reads.Identity.Partitions;

    /// <summary>Opens the log of a folder to read from it.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="time">Clock for waiting.</param>
    /// <param name="logger">Where it is logged which log is read.</param>
    /// <param name="cancellationToken">Stops the call before it begins to open.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message has every reason.</exception>
    /// <exception cref="StoreUnavailableException">There is no log in the folder yet, or it cannot be read now; try again.</exception>
    /// <exception cref="StoreFileException">The log is damaged, or newer than this software.</exception>
    public static async Task<SqliteSampleLogReader> OpenAsync(
        SqliteSampleLogReaderOptions options,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        options.ThrowIfInvalid();
        DayReads reads = await Task.Run(() => DayReads.Open(options), cancellationToken);
        Log.Opened(logger, options.Folder, reads.Identity.Partitions);
        return new SqliteSampleLogReader(reads, options, time);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The log cannot be read now.</exception>
    /// <exception cref="StoreFileException">A day file is damaged.</exception>
    public async ValueTask<IReadOnlyList<LogEntry>> ReadAsync(int partition, LogPosition after, int maxBytes, CancellationToken cancellationToken)
    {
        CheckRead(partition, PartitionCount, maxBytes);
        return await Task.Run(() => _reads.Read(partition, after, maxBytes), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask WaitForAppendAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, TimeSpan.Zero);
        return _tail.WaitAsync(atMost, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The log cannot be read now.</exception>
    /// <exception cref="StoreFileException">A day file is damaged.</exception>
    public async ValueTask<LogRange> GetRangeAsync(int partition, CancellationToken cancellationToken)
    {
        CheckRead(partition, PartitionCount, maxBytes: 1);
        return await Task.Run(() => _reads.Range(partition), cancellationToken);
    }

    /// <summary>Closes the files.</summary>
    public ValueTask DisposeAsync()
    {
        _reads.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static void CheckRead(int partition, int partitions, int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, partitions);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
    }

    private static partial class Log
    {
        [LoggerMessage(9040, LogLevel.Information, "Sample log in {Folder} is read, {Partitions} partitions")]
        public static partial void Opened(ILogger logger, string folder, int partitions);
    }
}
