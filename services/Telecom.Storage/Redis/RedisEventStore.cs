using System.Globalization;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Telecom.Storage.Events;
using Telecom.Storage.Redis.Client;

namespace Telecom.Storage.Redis;

/// <summary>
/// Streams of facts in Redis. All streams of one store lie under one hash tag, "{prefix:events:name}", so that positions are one total
/// order: facts are few, and an order that every follower agrees on is worth more than spreading them over a cluster's nodes. A position
/// is the server's time in microseconds when the event was appended, or one more than the last.
/// </summary>
public sealed class RedisEventStore : IEventStore
{
    private readonly RedisLink _link;
    private readonly ReplicaAcks _acks;
    private readonly string _tag;

    private RedisEventStore(RedisLink link, string name)
    {
        _link = link;
        _acks = new ReplicaAcks(link);
        _tag = $"{{{link.Options.Prefix}:events:{name}}}:";
    }

    /// <summary>Opens a store, and makes it when there is none.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="name">Whose facts: the service's name, 1 to 32 of a-z, 0-9 and '-'.</param>
    /// <param name="logger">Where lost connections are logged.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ArgumentException">The options or the name are not valid; the message has every reason.</exception>
    /// <exception cref="StoreUnavailableException">Redis cannot be reached now; try again.</exception>
    /// <exception cref="StoreFileException">The store is newer, has another number of partitions, or its server may evict keys.</exception>
    public static async Task<RedisEventStore> OpenAsync(RedisStoreOptions options, string name, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > 32 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new ArgumentException($"name: '{name}' is not allowed; it must be 1 to 32 of a-z, 0-9 and '-'", nameof(name));
        }

        options.ThrowIfInvalid();
        RedisLink link = await RedisLink.OpenAsync(options, logger, cancellationToken);
        try
        {
            await RedisPolicy.CheckAsync(link, logger, cancellationToken);
            await RedisIdentity.CheckAsync(link, cancellationToken);
            return new RedisEventStore(link, name);
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An argument breaks a rule of the interface or is longer than the options allow.</exception>
    public async ValueTask<AppendEventsResult> AppendAsync(
        string stream,
        long expectedVersion,
        IReadOnlyList<NewEvent> events,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(expectedVersion);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        List<RedisValue> arguments = [_link.Options.ClockShiftUs, stream, expectedVersion];
        foreach (NewEvent one in events)
        {
            ArgumentException.ThrowIfNullOrEmpty(one.Id, nameof(events));
            ArgumentException.ThrowIfNullOrEmpty(one.Type, nameof(events));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(one.Data.Length, _link.Options.MaxEventBytes, nameof(events));
            arguments.AddRange([one.Id, one.Type, one.Data.ToArray(), one.RecordedAtUs]);
        }

        RedisKey[] keys = [_tag + "all", _tag + "meta", _tag + "stream:" + stream, _tag + "ids:" + stream];
        RedisValue[] all = [.. arguments];
        RedisResult[] answer = (RedisResult[])await _link.RunAsync(
            database => _acks.Needed ? _acks.RunAsync(database, RedisScript.EventsAppend, keys, all) : RedisScript.EventsAppend.RunAsync(database, keys, all),
            cancellationToken);
        return new AppendEventsResult((int)answer[0] == 1, (long)answer[1]);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long afterVersion, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        RedisResult[] found = await RangeAsync(_tag + "stream:" + stream, Math.Max(0, afterVersion), null, cancellationToken);
        List<StoredEvent> events = new(found.Length);
        foreach (RedisResult[] some in found.Chunk(256))
        {
            events.AddRange(await Task.WhenAll(some.Select(one => GetAsync((string)Fields(one)[1], cancellationToken))));
        }

        return events;
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<StoredEvent>> FollowAsync(long afterPosition, int maxEvents, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEvents, 1);
        RedisResult[] found = await RangeAsync(_tag + "all", Math.Max(0, afterPosition), maxEvents, cancellationToken);
        return Array.ConvertAll(found, Read);
    }

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private async Task<RedisResult[]> RangeAsync(string key, long after, int? count, CancellationToken cancellationToken)
    {
        string from = string.Create(CultureInfo.InvariantCulture, $"({after}-0");
        object[] arguments = count is { } most ? [(RedisKey)key, from, "+", "COUNT", most] : [(RedisKey)key, from, "+"];
        return (RedisResult[])await _link.RunAsync(database => database.ExecuteAsync("XRANGE", arguments, CommandFlags.DemandMaster), cancellationToken);
    }

    private async Task<StoredEvent> GetAsync(string position, CancellationToken cancellationToken)
    {
        object[] arguments = [(RedisKey)(_tag + "all"), position + "-0", position + "-0"];
        RedisResult[] found = (RedisResult[])await _link.RunAsync(
            database => database.ExecuteAsync("XRANGE", arguments, CommandFlags.DemandMaster), cancellationToken);
        return Read(found[0]);
    }

    private static RedisResult[] Fields(RedisResult entry) => (RedisResult[])((RedisResult[])entry)[1];

    // [position-0, [s, stream, v, version, i, id, t, type, d, data, r, recorded]]
    private static StoredEvent Read(RedisResult entry)
    {
        string place = (string)((RedisResult[])entry)[0];
        RedisResult[] fields = Fields(entry);
        return new StoredEvent(
            long.Parse(place.AsSpan(0, place.IndexOf('-', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture),
            (string)fields[1],
            (long)fields[3],
            (string)fields[5],
            (string)fields[7],
            (byte[])fields[9],
            (long)fields[11]);
    }
}
