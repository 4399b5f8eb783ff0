using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Client;
using Telecom.Storage.Redis.Log;
using Telecom.Storage.Sqlite.Days;

namespace Telecom.Storage.Redis;

/// <summary>
/// The sample log in Redis, one server or a cluster, written and read by any number of processes. Each partition is a stream with its
/// lanes' sequence numbers beside it under one hash tag; a script checks and appends a group of batches in one step. A position is the
/// stream's id: milliseconds of the server and a counter.
/// </summary>
/// <remarks>
/// What a completed append promises is read from the servers' settings when the log is opened (<see cref="Durability"/>). A fail-over
/// takes log, sequence numbers, cells and positions of a partition back together, for they travel in one stream of commands; ids go on
/// growing, since the fail-over takes longer than clocks kept by NTP are apart, and a writer never lets them fall below what it saw.
/// Content keys are compared among the agent's lanes of one partition (<see cref="ContentLanes"/>).
/// </remarks>
public sealed class RedisSampleLog : ISampleLog
{
    private readonly RedisStoreOptions _options;
    private readonly IReadOnlyList<RedisLink> _writeLinks;
    private readonly RedisLink _readLink;
    private readonly PartitionWriter[] _writers;
    private readonly StreamReads _reads;
    private readonly LaneReads _lanes;
    private readonly LogTrimmer _trimmer;
    private readonly WakeChannel _wake;
    private int _closed;

    private RedisSampleLog(IReadOnlyList<RedisLink> writeLinks, RedisLink readLink, LogDurability durability, TimeProvider time, ILogger logger, IMeterFactory? meters)
    {
        _options = readLink.Options;
        _writeLinks = writeLinks;
        _readLink = readLink;
        Durability = durability;
        PartitionKeys[] partitions = PartitionKeys.All(_options);
        _reads = new StreamReads(readLink, partitions);
        _lanes = new LaneReads(readLink, partitions);
        _trimmer = new LogTrimmer(readLink, partitions, _lanes);
        _wake = new WakeChannel(readLink, time);
        LogMetrics metrics = new(meters, () => _writers?.Sum(writer => writer.Waiting) ?? 0);
        ReplicaAcks[] acks = [.. writeLinks.Select(link => new ReplicaAcks(link))];
        _writers = [.. partitions.Select((keys, partition) =>
            new PartitionWriter(writeLinks[partition % acks.Length], keys, acks[partition % acks.Length], metrics, logger, _wake.Set))];
    }

    /// <inheritdoc/>
    public int PartitionCount => _writers.Length;

    /// <inheritdoc/>
    public LogDurability Durability { get; }

    /// <summary>Opens the log to write to it, and makes it when there is none.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="time">Clock for waiting.</param>
    /// <param name="logger">Where failures are logged.</param>
    /// <param name="meters">Makes the meter "Telecom.Ingestion.SampleLog"; null to measure nothing.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message has every reason.</exception>
    /// <exception cref="StoreUnavailableException">Redis cannot be reached now; try again.</exception>
    /// <exception cref="StoreFileException">The store is newer, has another number of partitions, or its server may evict keys.</exception>
    public static async Task<RedisSampleLog> OpenAsync(
        RedisStoreOptions options,
        TimeProvider time,
        ILogger logger,
        IMeterFactory? meters,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        options.ThrowIfInvalid();
        // Reads have connections of their own: neither large records nor waits for replicas hold them up.
        List<RedisLink> links = [await RedisLink.OpenAsync(options, logger, cancellationToken)];
        try
        {
            LogDurability durability = await RedisPolicy.CheckAsync(links[0], logger, cancellationToken);
            await RedisIdentity.CheckAsync(links[0], cancellationToken);
            for (int i = Math.Min(options.WriteConnections, options.Partitions); i > 0; i--)
            {
                links.Add(await RedisLink.OpenAsync(options, logger, cancellationToken));
            }

            RedisSampleLog log = new(links[1..], links[0], durability, time, logger, meters);
            await log._wake.ListenAsync(cancellationToken);
            return log;
        }
        catch
        {
            foreach (RedisLink link in links)
            {
                await link.DisposeAsync();
            }

            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>A full queue makes the caller wait.</remarks>
    /// <exception cref="ArgumentException">The entry breaks a rule of <see cref="AppendEntry"/> or is longer than the options allow.</exception>
    public async ValueTask<AppendResult> AppendAsync(AppendEntry entry, CancellationToken cancellationToken)
    {
        Check(entry);
        PendingBatch batch = new(entry);
        try
        {
            // The call order of a lane is the order in which this is reached.
            await _writers[entry.Lane.PartitionOf(_writers.Length)].WriteAsync(batch, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new StoreUnavailableException("The sample log is closed.", _options.RetryDelay);
        }

        return await batch.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The log cannot be read now.</exception>
    public async ValueTask<ProducerPosition?> GetProducerAsync(ProducerLane lane, CancellationToken cancellationToken) =>
        await _lanes.FindAsync(lane, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The log cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<ProducerPosition>> ListProducersAsync(string agent, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(agent);
        return await _lanes.ListAsync(agent, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The log cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<LogEntry>> ReadAsync(int partition, LogPosition after, int maxBytes, CancellationToken cancellationToken)
    {
        RedisSampleLogReader.CheckRead(partition, PartitionCount, maxBytes);
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
        RedisSampleLogReader.CheckRead(partition, PartitionCount, 1);
        return await _reads.RangeAsync(partition, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<LogTrimResult> TrimAsync(LogTrim trim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trim);
        return await _trimmer.TrimAsync(trim, cancellationToken);
    }

    /// <summary>Takes no more appends, answers those that wait, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        foreach (PartitionWriter writer in _writers)
        {
            writer.Complete();
        }

        await Task.WhenAll(_writers.Select(writer => writer.Ended));
        foreach (RedisLink link in _writeLinks)
        {
            await link.DisposeAsync();
        }

        await _readLink.DisposeAsync();
    }

    private void Check(AppendEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentException.ThrowIfNullOrEmpty(entry.Lane.Agent, nameof(entry));
        ArgumentOutOfRangeException.ThrowIfEqual(entry.Lane.Epoch, default, nameof(entry));
        ArgumentOutOfRangeException.ThrowIfZero(entry.Sequence, nameof(entry));
        ArgumentOutOfRangeException.ThrowIfNegative(entry.StoredSamples, nameof(entry));
        ArgumentOutOfRangeException.ThrowIfNegative(entry.RefusedSamples, nameof(entry));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Record.Length, _options.MaxRecordBytes, nameof(entry));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Outcome.Length, _options.MaxRecordBytes, nameof(entry));
    }
}
