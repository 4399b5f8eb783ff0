using System.Globalization;
using StackExchange.Redis;
using Telecom.Sla.Domain.Names;

namespace Telecom.Storage.Redis.Client;

/// <summary>
/// The keys of a partition. They share one hash tag, "{prefix:partition}", so that a cluster keeps them on one node and a script may
/// touch all of them in one step.
/// </summary>
internal sealed class PartitionKeys
{
    private readonly string _tag;

    public PartitionKeys(string prefix, int partition)
    {
        _tag = string.Create(CultureInfo.InvariantCulture, $"{{{prefix}:{partition}}}:");
        Log = _tag + "log";
        LogMeta = _tag + "log-meta";
        Agents = _tag + "agents";
        Own = _tag + "own";
    }

    /// <summary>Stream of the records, one entry each, field "r".</summary>
    public RedisKey Log { get; }

    /// <summary>Hash: "last" id ever given, "trim" id up to which records are gone.</summary>
    public RedisKey LogMeta { get; }

    /// <summary>Set of the agents with lanes in this partition.</summary>
    public RedisKey Agents { get; }

    /// <summary>Hash: the lease and the position of folding.</summary>
    public RedisKey Own { get; }

    /// <summary>The keys of all partitions.</summary>
    public static PartitionKeys[] All(RedisStoreOptions options) =>
        [.. Enumerable.Range(0, options.Partitions).Select(partition => new PartitionKeys(options.Prefix, partition))];

    /// <summary>Hash of an agent's lanes: epoch and lane (20 bytes) to "sequence stored refused appended-ms record-id".</summary>
    public RedisKey Lanes(string agent) => _tag + "lanes:" + agent;

    /// <summary>Stream of a lane's outcomes; the id is the sequence number, so that the last 1024 are kept by its length.</summary>
    public RedisKey Outcomes(ProducerLane lane) =>
        string.Create(CultureInfo.InvariantCulture, $"{_tag}outcomes:{lane.Agent}:{lane.Epoch}:{lane.Lane}");

    /// <summary>Sorted set of an agent's content keys by the millisecond in which they were appended.</summary>
    public RedisKey Content(string agent) => _tag + "content:" + agent;

    /// <summary>Hash of how far an agent's lanes were folded: epoch and lane to "sequence samples too-late".</summary>
    public RedisKey Progress(string agent) => _tag + "progress:" + agent;

    /// <summary>Sorted set of the roll-ups that are due, by start.</summary>
    public RedisKey Due(char level) => $"{_tag}due:{level}";

    /// <summary>Sorted set of all groups of a level, by group.</summary>
    public RedisKey Groups(char level) => $"{_tag}groups:{level}";

    /// <summary>Sorted set of a circuit's groups of a level, by group.</summary>
    public RedisKey Circuit(char level, string circuit) => $"{_tag}circuit:{level}:{circuit}";

    /// <summary>Hash with the cells of a group.</summary>
    public RedisKey Group(char level, long group, string circuit, string agent) =>
        string.Create(CultureInfo.InvariantCulture, $"{_tag}{level}:{group}:{circuit}\n{agent}");

    /// <summary>A lane within its agent's hashes: epoch, then lane, big-endian.</summary>
    public static byte[] LaneField(ProducerLane lane)
    {
        byte[] field = new byte[SpoolEpoch.Length + sizeof(uint)];
        lane.Epoch.ToBytes().CopyTo(field, 0);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(field.AsSpan(SpoolEpoch.Length), lane.Lane);
        return field;
    }

    /// <summary>Reads what <see cref="LaneField"/> wrote; null when it is something else.</summary>
    public static ProducerLane? ReadLane(string agent, byte[]? field) =>
        field?.Length == SpoolEpoch.Length + sizeof(uint) && SpoolEpoch.TryRead(field.AsSpan(0, SpoolEpoch.Length), out SpoolEpoch epoch)
            ? new ProducerLane(agent, epoch, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(field.AsSpan(SpoolEpoch.Length)))
            : null;
}
