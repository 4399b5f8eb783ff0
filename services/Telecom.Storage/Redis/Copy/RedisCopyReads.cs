using System.Globalization;
using System.Runtime.CompilerServices;
using StackExchange.Redis;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Copy;
using Telecom.Storage.Redis.Cells;
using Telecom.Storage.Redis.Client;
using Telecom.Storage.Redis.Log;

namespace Telecom.Storage.Redis.Copy;

/// <summary>Lists everything under a prefix.</summary>
internal sealed class RedisCopyReads(RedisLink link, PartitionKeys[] partitions)
{
    private const int GroupsAtOnce = 32;
    private readonly LaneReads _lanes = new(link, partitions);

    /// <summary>The lanes of all partitions.</summary>
    public async IAsyncEnumerable<CopiedLane> LanesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (PartitionKeys keys in partitions)
        {
            foreach (string agent in await AgentsAsync(keys, cancellationToken))
            {
                foreach (LaneReads.StoredLane lane in await _lanes.ListAsync(keys, agent, cancellationToken))
                {
                    yield return new CopiedLane(lane.Position, lane.AppendedMs, await OutcomesAsync(keys, lane.Position.Lane, cancellationToken));
                }
            }
        }
    }

    /// <summary>The content keys of all agents. A key that lies in several partitions is told once, with its newest time.</summary>
    public async IAsyncEnumerable<CopiedKey> KeysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<string, List<PartitionKeys>> agents = new(StringComparer.Ordinal);
        foreach (PartitionKeys keys in partitions)
        {
            foreach (string agent in await AgentsAsync(keys, cancellationToken))
            {
                (agents.TryGetValue(agent, out List<PartitionKeys>? list) ? list : agents[agent] = []).Add(keys);
            }
        }

        foreach ((string agent, List<PartitionKeys> places) in agents)
        {
            Dictionary<UInt128, long> newest = [];
            foreach (PartitionKeys keys in places)
            {
                SortedSetEntry[] entries = await link.RunAsync(
                    database => database.SortedSetRangeByRankWithScoresAsync(keys.Content(agent), flags: CommandFlags.DemandMaster), cancellationToken);
                foreach (SortedSetEntry entry in entries)
                {
                    UInt128 key = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian((byte[])entry.Element!);
                    newest[key] = Math.Max((long)entry.Score, newest.GetValueOrDefault(key));
                }
            }

            foreach ((UInt128 key, long ms) in newest)
            {
                yield return new CopiedKey(agent, key, ms);
            }
        }
    }

    /// <summary>Cells of a level in a partition; counts of what came too late are cells of their own level.</summary>
    public async IAsyncEnumerable<CopiedCell> CellsAsync(int partition, CellLevel level, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PartitionKeys keys = partitions[partition];
        RedisValue[] members = await link.RunAsync(
            database => database.SortedSetRangeByRankAsync(keys.Groups(level.Letter), flags: CommandFlags.DemandMaster), cancellationToken);
        foreach (RedisValue[] some in members.Chunk(GroupsAtOnce))
        {
            (long Number, string Circuit, string Agent)[] groups = [.. some.Select(member => CellNames.ReadPartition(member!))];
            HashEntry[][] hashes = await Task.WhenAll(groups.Select(group => link.RunAsync(
                database => database.HashGetAllAsync(keys.Group(level.Letter, group.Number, group.Circuit, group.Agent), CommandFlags.DemandMaster),
                cancellationToken)));
            for (int i = 0; i < groups.Length; i++)
            {
                foreach (HashEntry entry in hashes[i])
                {
                    string field = entry.Name!;
                    if (field[^1] != 'd')
                    {
                        long unit = long.Parse(field, NumberStyles.None, CultureInfo.InvariantCulture);
                        yield return new CopiedCell(
                            groups[i].Circuit, groups[i].Agent, level.StartOf(groups[i].Number) + (unit * level.Minutes), (byte[])entry.Value!);
                    }
                }
            }
        }
    }

    /// <summary>Progress of the lanes of some agents in a partition.</summary>
    public async IAsyncEnumerable<LaneProgress> ProgressAsync(
        int partition, IMeasurementStore cells, IReadOnlySet<string> agents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string[] some in agents.Chunk(GroupsAtOnce))
        {
            RedisValue[][] fields = await Task.WhenAll(some.Select(agent => link.RunAsync(
                database => database.HashKeysAsync(partitions[partition].Progress(agent), CommandFlags.DemandMaster), cancellationToken)));
            foreach ((string agent, RedisValue field) in some.Zip(fields).SelectMany(static one => one.Second.Select(field => (one.First, field))))
            {
                if (PartitionKeys.ReadLane(agent, field) is { } lane && await cells.GetProgressAsync(lane, cancellationToken) is { } progress)
                {
                    yield return progress;
                }
            }
        }
    }

    private async Task<IEnumerable<string>> AgentsAsync(PartitionKeys keys, CancellationToken cancellationToken)
    {
        RedisValue[] agents = await link.RunAsync(database => database.SetMembersAsync(keys.Agents, CommandFlags.DemandMaster), cancellationToken);
        return agents.Select(static agent => (string)agent!);
    }

    private async Task<IReadOnlyList<(ulong Sequence, byte[] Data)>> OutcomesAsync(PartitionKeys keys, ProducerLane lane, CancellationToken cancellationToken)
    {
        object[] arguments = [keys.Outcomes(lane), "-", "+"];
        RedisResult[] found = (RedisResult[])await link.RunAsync(
            database => database.ExecuteAsync("XRANGE", arguments, CommandFlags.DemandMaster), cancellationToken);
        List<(ulong, byte[])> outcomes = new(found.Length);
        foreach (RedisResult one in found)
        {
            RedisResult[] parts = (RedisResult[])one;
            outcomes.Add(((ulong)StreamId.Read((string)parts[0]).Major, (byte[])((RedisResult[])parts[1])[1]));
        }

        return outcomes;
    }
}
