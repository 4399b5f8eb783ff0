using Microsoft.Extensions.Logging;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Client;
using Telecom.Storage.Redis.Log;

namespace Telecom.Storage.Redis;

/// <summary>Reads the sample log that other processes write to Redis; see <see cref="RedisSampleLog"/>.</summary>
public sealed class RedisSampleLogReader : ISampleLogReader
{
    private readonly RedisLink _link;
    private readonly StreamReads _reads;
    private readonly WakeChannel _wake;

    private RedisSampleLogReader(RedisLink link, TimeProvider time)
    {
        _link = link;
        _reads = new StreamReads(link, PartitionKeys.All(link.Options));
        _wake = new WakeChannel(link, time);
    }

    /// <inheritdoc/>
    public int PartitionCount => _reads.PartitionCount;

    /// <summary>Opens the log to read from it.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="time">Clock for waiting.</param>
    /// <param name="logger">Where lost connections are logged.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message has every reason.</exception>
    /// <exception cref="StoreUnavailableException">Redis cannot be reached now; try again.</exception>
    /// <exception cref="StoreFileException">The store is newer, has another number of partitions, or its server may evict keys.</exception>
    public static async Task<RedisSampleLogReader> OpenAsync(RedisStoreOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        options.ThrowIfInvalid();
        RedisLink link = await RedisLink.OpenAsync(options, logger, cancellationToken);
        try
        {
            await RedisPolicy.CheckAsync(link, logger, cancellationToken);
            await RedisIdentity.CheckAsync(link, cancellationToken);
            RedisSampleLogReader reader = new(link, time);
            await reader._wake.ListenAsync(cancellationToken);
            return reader;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The log cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<LogEntry>> ReadAsync(int partition, LogPosition after, int maxBytes, CancellationToken cancellationToken)
    {
        CheckRead(partition, PartitionCount, maxBytes);
        return await _reads.ReadAsync(partition, after, maxBytes, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask WaitForAppendAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, TimeSpan.Zero);
        return _wake.WaitAsync(atMost, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The log cannot be read now.</exception>
    public async ValueTask<LogRange> GetRangeAsync(int partition, CancellationToken cancellationToken)
    {
        CheckRead(partition, PartitionCount, 1);
        return await _reads.RangeAsync(partition, cancellationToken);
    }

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => _link.DisposeAsync();

    internal static void CheckRead(int partition, int partitions, int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, partitions);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
    }
}
