using System.Globalization;
using StackExchange.Redis;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Client;

namespace Telecom.Storage.Redis.Log;

/// <summary>Reads where lanes stand.</summary>
internal sealed class LaneReads(RedisLink link, PartitionKeys[] partitions)
{
    /// <summary>How far a lane has come; null when it never appended.</summary>
    public async Task<ProducerPosition?> FindAsync(ProducerLane lane, CancellationToken cancellationToken)
    {
        RedisKey key = partitions[lane.PartitionOf(partitions.Length)].Lanes(lane.Agent);
        byte[] field = PartitionKeys.LaneField(lane);
        RedisValue text = await link.RunAsync(database => database.HashGetAsync(key, field, CommandFlags.DemandMaster), cancellationToken);
        return text.IsNull ? null : StoredLane.Read(lane, text).Position;
    }

    /// <summary>An agent's lanes in all partitions, by epoch and lane.</summary>
    public async Task<IReadOnlyList<ProducerPosition>> ListAsync(string agent, CancellationToken cancellationToken)
    {
        List<StoredLane>[] found = await Task.WhenAll(partitions.Select(keys => ListAsync(keys, agent, cancellationToken)));
        return [.. found.SelectMany(lanes => lanes).Select(lane => lane.Position).OrderBy(at => at.Lane.Epoch).ThenBy(at => at.Lane.Lane)];
    }

    /// <summary>An agent's lanes in one partition.</summary>
    public async Task<List<StoredLane>> ListAsync(PartitionKeys keys, string agent, CancellationToken cancellationToken)
    {
        HashEntry[] entries = await link.RunAsync(database => database.HashGetAllAsync(keys.Lanes(agent), CommandFlags.DemandMaster), cancellationToken);
        List<StoredLane> lanes = new(entries.Length);
        foreach (HashEntry entry in entries)
        {
            if (PartitionKeys.ReadLane(agent, entry.Name) is { } lane)
            {
                lanes.Add(StoredLane.Read(lane, entry.Value));
            }
        }

        return lanes;
    }

    /// <summary>A lane as it is stored.</summary>
    /// <param name="Position">How far it has come.</param>
    /// <param name="AppendedMs">When it last appended, milliseconds since the Unix epoch.</param>
    /// <param name="Record">Its last record.</param>
    /// <param name="Text">The stored text.</param>
    internal readonly record struct StoredLane(ProducerPosition Position, long AppendedMs, LogPosition Record, string Text)
    {
        public static StoredLane Read(ProducerLane lane, string text)
        {
            string[] parts = text.Split(' ');
            ulong Number(int index) => ulong.Parse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture);
            return new StoredLane(new ProducerPosition(lane, Number(0), Number(1), Number(2)), (long)Number(3), StreamId.Read(parts[4]), text);
        }
    }
}
