using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Copy;
using Telecom.Storage.Events;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Cells;
using Telecom.Storage.Redis.Client;

namespace Telecom.Storage.Redis.Copy;

/// <summary>
/// A prefix on a Redis server or cluster as an end of a copy. A service that folds holds leases and so keeps the copy out; one that only
/// appends is found out at the end, when the log has moved.
/// </summary>
internal sealed class RedisCopyEnd : ICopyEnd
{
    private readonly RedisStoreOptions _given;
    private readonly RedisLink _link;
    private readonly ILogger _logger;
    private readonly Dictionary<string, RedisEventStore> _events = new(StringComparer.Ordinal);
    private PartitionKeys[] _partitions = [];
    private RedisCopyReads _reads = null!;
    private RedisSampleLog? _log;
    private RedisMeasurementStore? _cells;
    private long _setMs = -1;

    private RedisCopyEnd(RedisStoreOptions given, RedisLink link, ILogger logger)
    {
        _given = given;
        _link = link;
        _logger = logger;
    }

    /// <inheritdoc/>
    public string Name => $"redis:{string.Join(',', _given.Endpoints)} '{_given.Prefix}'";

    /// <inheritdoc/>
    public int? Partitions { get; private set; }

    /// <inheritdoc/>
    public bool HasCells { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> EventStores { get; private set; } = [];

    /// <inheritdoc/>
    public ISampleLog Log => _log!;

    /// <inheritdoc/>
    public IMeasurementStore Cells => _cells!;

    private RedisKey IdentityKey => $"{{{_given.Prefix}}}:identity";

    private RedisKey JournalKey => $"{{{_given.Prefix}}}:copy";

    /// <summary>Looks what is under a prefix; opens it at a source.</summary>
    public static async Task<ICopyEnd> OpenAsync(RedisStoreOptions given, bool isTarget, ILogger logger, CancellationToken cancellationToken)
    {
        given.ThrowIfInvalid();
        RedisCopyEnd end = new(given, await RedisLink.OpenAsync(given, logger, cancellationToken), logger);
        try
        {
            RedisValue partitions = await end.AskAsync(database => database.HashGetAsync(end.IdentityKey, "partitions", CommandFlags.DemandMaster), cancellationToken);
            if (!partitions.IsNull)
            {
                end.Partitions = (int)partitions;
                end.Use((int)partitions);
                bool[] own = await Task.WhenAll(end._partitions.Select(keys => end.AskAsync(
                    database => database.KeyExistsAsync(keys.Own, CommandFlags.DemandMaster), cancellationToken)));
                end.HasCells = own.Contains(true);
                bool[] events = await Task.WhenAll(CopyNames.EventStores.Select(name => end.AskAsync(
                    database => database.KeyExistsAsync(end.EventKey(name, "meta"), CommandFlags.DemandMaster), cancellationToken)));
                end.EventStores = [.. CopyNames.EventStores.Zip(events).Where(static one => one.Second).Select(static one => one.First)];
            }

            if (!isTarget && end.Partitions is { } count)
            {
                await end.OpenStoresAsync(count, end.HasCells, cancellationToken);
            }

            return end;
        }
        catch
        {
            await end.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IEventStore> GetEventsAsync(string name, CancellationToken cancellationToken)
    {
        if (!_events.TryGetValue(name, out RedisEventStore? store))
        {
            _events.Add(name, store = await RedisEventStore.OpenAsync(RedisCopyOptions.Of(_given, Partitions ?? _given.Partitions), name, _logger, cancellationToken));
        }

        return store;
    }

    /// <inheritdoc/>
    public long AppendedMs(LogPosition position) => position.Major;

    /// <inheritdoc/>
    public async ValueTask<string> FingerprintAsync(CancellationToken cancellationToken)
    {
        StringBuilder text = new();
        RedisValue[][] metas = await Task.WhenAll(_partitions.Select(keys => AskAsync(
            database => database.HashGetAsync(keys.LogMeta, ["trim", "last"], CommandFlags.DemandMaster), cancellationToken)));
        RedisValue[] positions = await Task.WhenAll(_partitions.Select(keys => AskAsync(
            database => database.HashGetAsync(keys.Own, "position", CommandFlags.DemandMaster), cancellationToken)));
        for (int i = 0; i < metas.Length; i++)
        {
            // A lease alone changes nothing.
            string position = positions[i].IsNull ? "0 0" : (string)positions[i]!;
            text.Append(CultureInfo.InvariantCulture, $"{metas[i][0]} {metas[i][1]} {position};");
        }

        foreach (string name in EventStores)
        {
            RedisValue last = await AskAsync(database => database.HashGetAsync(EventKey(name, "meta"), "last", CommandFlags.DemandMaster), cancellationToken);
            text.Append(CultureInfo.InvariantCulture, $"{name}:{last};");
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<CopiedLane> ReadLanesAsync(CancellationToken cancellationToken) => _reads.LanesAsync(cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<CopiedKey> ReadKeysAsync(CancellationToken cancellationToken) => _reads.KeysAsync(cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<CopiedCell> ReadCellsAsync(int partition, CellKind kind, CancellationToken cancellationToken) =>
        _reads.CellsAsync(
            partition, kind switch { CellKind.Minute => CellLevel.Minute, CellKind.Hour => CellLevel.Hour, _ => CellLevel.Day }, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<TooLateCount> ReadTooLateAsync(int partition, CancellationToken cancellationToken) =>
        _reads.CellsAsync(partition, CellLevel.TooLate, cancellationToken).Select(static cell => new TooLateCount(
            new CellKey(cell.Circuit, cell.Agent, cell.Start), uint.Parse(Encoding.ASCII.GetString(cell.Cell.Span), NumberStyles.None, CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public IAsyncEnumerable<LaneProgress> ReadProgressAsync(int partition, IReadOnlySet<string> agents, CancellationToken cancellationToken) =>
        _reads.ProgressAsync(partition, Cells, agents, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<CopyJournal?> ReadJournalAsync(CancellationToken cancellationToken)
    {
        RedisValue text = await AskAsync(database => database.StringGetAsync(JournalKey, CommandFlags.DemandMaster), cancellationToken);
        return text.IsNull ? null : CopyJournal.Read((string)text!, Name);
    }

    /// <inheritdoc/>
    public async ValueTask WriteJournalAsync(CopyJournal journal, CancellationToken cancellationToken) =>
        await AskAsync(database => database.StringSetAsync(JournalKey, journal.ToText(), flags: CommandFlags.DemandMaster), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask CreateAsync(int? partitions, bool cells, CancellationToken cancellationToken)
    {
        Partitions = partitions ?? _given.Partitions;
        Use(Partitions.Value);
        await OpenStoresAsync(partitions, cells, cancellationToken);
        HasCells = cells;
    }

    /// <inheritdoc/>
    public void SetClock(long? unixMs) => Volatile.Write(ref _setMs, unixMs ?? -1);

    /// <inheritdoc/>
    public async ValueTask SettleLogAsync(
        IReadOnlyCollection<ProducerLane> through,
        IReadOnlyList<CopiedLane> lanes,
        IReadOnlyList<CopiedKey> keys,
        IReadOnlyList<bool> trimmed,
        long nowMs,
        CancellationToken cancellationToken)
    {
        RedisCopySettle settle = new(_link, _partitions);
        for (int partition = 0; partition < trimmed.Count; partition++)
        {
            if (trimmed[partition])
            {
                await settle.TrimmedAsync(partition, await Log.ReadAsync(partition, LogPosition.Start, 1, cancellationToken), nowMs, cancellationToken);
            }
        }

        foreach (CopiedLane lane in lanes)
        {
            await settle.LaneAsync(lane, cancellationToken);
        }

        await settle.KeysAsync(keys, lanes, cancellationToken);
        foreach (ProducerLane lane in through)
        {
            await settle.ForgetAsync(lane, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteEventsAsync(string name, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await _link.OnceAsync(database => WriteAsync(database, name, events), cancellationToken);
        }
        catch (RedisCallException e)
        {
            // Whether it was carried out shows when the next run looks how far the target is.
            throw _link.Unavailable(e);
        }
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_log?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_cells?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (RedisEventStore store in _events.Values)
        {
            await store.DisposeAsync();
        }

        _events.Clear();
        await _link.DisposeAsync();
    }

    private async Task<bool> WriteAsync(IDatabase database, string name, IReadOnlyList<StoredEvent> events)
    {
        ITransaction transaction = database.CreateTransaction();
        List<Task> steps = [];
        foreach (StoredEvent one in events)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{one.Position}-0");
            object[] all =
            [
                EventKey(name, "all"), place, "s", one.Stream, "v", one.Version, "i", one.Id, "t", one.Type, "d", one.Data.ToArray(), "r", one.RecordedAtUs,
            ];
            object[] own =
            [
                EventKey(name, "stream:" + one.Stream), string.Create(CultureInfo.InvariantCulture, $"{one.Version}-0"),
                "p", one.Position.ToString(CultureInfo.InvariantCulture),
            ];
            steps.Add(transaction.ExecuteAsync("XADD", all, CommandFlags.DemandMaster));
            steps.Add(transaction.ExecuteAsync("XADD", own, CommandFlags.DemandMaster));
            steps.Add(transaction.HashSetAsync(EventKey(name, "ids:" + one.Stream), one.Id, one.Version, flags: CommandFlags.DemandMaster));
        }

        steps.Add(transaction.HashSetAsync(EventKey(name, "meta"), "last", events[^1].Position, flags: CommandFlags.DemandMaster));
        bool sent = await transaction.ExecuteAsync(CommandFlags.DemandMaster);
        await Task.WhenAll(steps);
        return sent;
    }

    private RedisKey EventKey(string name, string what) => $"{{{_given.Prefix}:events:{name}}}:{what}";

    private void Use(int partitions)
    {
        _partitions = PartitionKeys.All(RedisCopyOptions.Of(_given, partitions));
        _reads = new RedisCopyReads(_link, _partitions);
    }

    private async Task OpenStoresAsync(int? partitions, bool cells, CancellationToken cancellationToken)
    {
        if (partitions is { } count)
        {
            _log = await RedisSampleLog.OpenAsync(RedisCopyOptions.Of(_given, count, Shift), TimeProvider.System, _logger, null, cancellationToken);
        }

        if (cells)
        {
            _cells = await RedisMeasurementStore.OpenAsync(RedisCopyOptions.Of(_given, partitions ?? _given.Partitions), _logger, cancellationToken);
        }
    }

    // The server's clock is near this one's; a record's day is what counts.
    private TimeSpan Shift() =>
        Volatile.Read(ref _setMs) is >= 0 and long ms
            ? TimeSpan.FromMilliseconds(ms - TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())
            : _given.ClockShift();

    private Task<T> AskAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellationToken) => _link.RunAsync(call, cancellationToken);
}
