using System.Globalization;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Cells;
using Telecom.Storage.Redis.Client;

namespace Telecom.Storage.Redis;

/// <summary>
/// Minute cells and roll-ups in Redis, written and read by any number of processes. What belongs to a partition lies under its hash tag
/// beside its log; one script checks the lease's fence and the position and writes everything in one step, another checks them and reads.
/// Leases run by the server's clock.
/// </summary>
/// <remarks>
/// A crash or a fail-over may take the last writes back, but always cells, position, log and the log's trimming together, because they
/// reach disk and replicas in one stream of commands; so what was trimmed from the log is never needed again
/// (<see cref="SyncAsync"/> has nothing to wait for).
/// </remarks>
public sealed partial class RedisMeasurementStore : IMeasurementStore
{
    private readonly RedisLink _link;
    private readonly Guid _writer = Guid.NewGuid();
    private readonly PartitionKeys[] _partitions;
    private readonly CircuitReads _circuits;
    private readonly CellTrimmer _trimmer;
    private long _steps;

    private RedisMeasurementStore(RedisLink link)
    {
        _link = link;
        _partitions = PartitionKeys.All(link.Options);
        _circuits = new CircuitReads(link, _partitions);
        _trimmer = new CellTrimmer(link, _partitions);
    }

    /// <summary>Opens the store, and makes it when there is none.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="logger">Where lost connections are logged.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message has every reason.</exception>
    /// <exception cref="StoreUnavailableException">Redis cannot be reached now; try again.</exception>
    /// <exception cref="StoreFileException">The store is newer, has another number of partitions, or its server may evict keys.</exception>
    public static async Task<RedisMeasurementStore> OpenAsync(RedisStoreOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        options.ThrowIfInvalid();
        RedisLink link = await RedisLink.OpenAsync(options, logger, cancellationToken);
        try
        {
            await RedisPolicy.CheckAsync(link, logger, cancellationToken);
            await RedisIdentity.CheckAsync(link, cancellationToken);
            return new RedisMeasurementStore(link);
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot write now.</exception>
    public async ValueTask<PartitionLease?> AcquireLeaseAsync(int partition, Guid owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        PartitionKeys keys = Keys(partition);
        ArgumentOutOfRangeException.ThrowIfEqual(owner, Guid.Empty);
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.FromMicroseconds(1));
        RedisResult answer = await _link.RunAsync(
            RedisScript.Lease,
            [keys.Own],
            [_link.Options.ClockShiftUs, StepBuilder.Owner(owner), duration.Ticks / TimeSpan.TicksPerMicrosecond],
            cancellationToken);
        if (answer.IsNull)
        {
            return null;
        }

        RedisResult[] lease = (RedisResult[])answer;
        return new PartitionLease(
            partition, owner, long.Parse((string)lease[0], CultureInfo.InvariantCulture), StepBuilder.ReadPosition((string)lease[1]));
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot write now.</exception>
    public async ValueTask ReleaseLeaseAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        RedisValue[] held = [StepBuilder.Owner(lease.Owner), lease.Fence.ToString(CultureInfo.InvariantCulture)];
        await _link.RunAsync(RedisScript.Release, [Keys(lease.Partition).Own], held, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The step is larger than a command of Redis may be.</exception>
    public async ValueTask<bool> ApplyAsync(
        PartitionLease lease,
        LogPosition expected,
        LogPosition next,
        FoldWrites writes,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(writes);
        ArgumentOutOfRangeException.ThrowIfLessThan(next, expected);
        StepBuilder step = new(Keys(lease.Partition));
        foreach (CellWrite cell in writes.Cells)
        {
            step.Cell(cell);
        }

        foreach (TooLateCount count in writes.TooLate)
        {
            step.TooLate(count);
        }

        foreach (LaneProgress progress in writes.Progress)
        {
            step.Progress(progress);
        }

        return await WriteAsync(step.Build(lease, expected, next, _writer, Interlocked.Increment(ref _steps)), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<CellRow>> ReadCircuitAsync(string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(circuit);
        List<FoundCell> cells = await _circuits.ReadAsync(CellLevel.Minute, circuit, fromMinute, toMinute, cancellationToken);
        return cells.ConvertAll(cell => new CellRow(cell.Agent, cell.Start, cell.Cell) { Partition = cell.Partition });
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<ulong> CountTooLateAsync(string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(circuit);
        ulong sum = 0;
        foreach (FoundCell count in await _circuits.ReadAsync(CellLevel.TooLate, circuit, fromMinute, toMinute, cancellationToken))
        {
            sum += ulong.Parse(count.Cell, NumberStyles.None, CultureInfo.InvariantCulture);
        }

        return sum;
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<LaneProgress>> ListProgressAsync(string agent, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(agent);
        HashEntry[][] found = await Task.WhenAll(_partitions.Select(keys =>
            _link.RunAsync(database => database.HashGetAllAsync(keys.Progress(agent), CommandFlags.DemandMaster), cancellationToken)));
        return [.. found.SelectMany(entries => entries)
            .Select(entry => PartitionKeys.ReadLane(agent, entry.Name) is { } lane ? ReadProgress(lane, entry.Value) : (LaneProgress?)null)
            .OfType<LaneProgress>()
            .OrderBy(progress => progress.Lane.Epoch)
            .ThenBy(progress => progress.Lane.Lane)];
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<RollupKey>> ListDueAsync(
        int partition, RollupLevel level, long endBefore, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        CellLevel kept = CellLevel.Of(level);
        RedisValue[] members = await _link.RunAsync(
            database => database.SortedSetRangeByScoreAsync(
                Keys(partition).Due(kept.Letter), double.NegativeInfinity, endBefore - kept.Minutes, take: most, flags: CommandFlags.DemandMaster),
            cancellationToken);
        return [.. members.Select(member =>
        {
            (long start, string circuit, string agent) = CellNames.ReadPartition(member!);
            return new RollupKey(level, circuit, agent, start);
        })];
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot write now.</exception>
    public async ValueTask<int> TrimAsync(CellRetention keep, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return await _trimmer.TrimAsync(keep, most, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyDictionary<int, LogPosition>> SyncAsync(CancellationToken cancellationToken)
    {
        RedisValue[] positions = await Task.WhenAll(_partitions.Select(keys =>
            _link.RunAsync(database => database.HashGetAsync(keys.Own, "position", CommandFlags.DemandMaster), cancellationToken)));
        return positions.Index().Where(one => !one.Item.IsNull).ToDictionary(one => one.Index, one => StepBuilder.ReadPosition(one.Item!));
    }

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private async Task<bool> WriteAsync((RedisKey[] Keys, RedisValue[] Arguments) step, CancellationToken cancellationToken) =>
        (int)await _link.RunAsync(RedisScript.CellsWrite, step.Keys, step.Arguments, cancellationToken) == 1;

    private PartitionKeys Keys(int partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, _partitions.Length);
        return _partitions[partition];
    }

    private RedisKey Key(int partition, CellLevel level, string circuit, string agent, long minute) =>
        Keys(partition).Group(level.Letter, level.GroupOf(minute), circuit, agent);
}
