namespace Telecom.Storage.Log;

/// <summary>Reads the log by partition, from another process too.</summary>
public interface ISampleLogReader : IAsyncDisposable
{
    /// <summary>Number of partitions; fixed when the log is created.</summary>
    int PartitionCount { get; }

    /// <summary>Records of a partition after a position, in log order: at least one when there is one, then as many as fit the bytes.</summary>
    /// <param name="partition">0 to <see cref="PartitionCount"/> less one.</param>
    /// <param name="after">Position of the last record already read; <see cref="LogPosition.Start"/> for all.</param>
    /// <param name="maxBytes">Where to stop, in record bytes.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The records; empty when there are none after the position.</returns>
    ValueTask<IReadOnlyList<LogEntry>> ReadAsync(int partition, LogPosition after, int maxBytes, CancellationToken cancellationToken);

    /// <summary>
    /// Completes when records may have been appended after the call began, or when the time is up. It may complete without cause;
    /// it is a hint for pollers, never a guarantee.
    /// </summary>
    ValueTask WaitForAppendAsync(TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>What a partition has: for copies, rebuilds, and readers that must know what was trimmed before they came.</summary>
    ValueTask<LogRange> GetRangeAsync(int partition, CancellationToken cancellationToken);
}
