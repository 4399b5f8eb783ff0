using System.Globalization;
using StackExchange.Redis;
using Telecom.Storage.Redis.Client;

namespace Telecom.Storage.Redis.Cells;

/// <summary>
/// Reads a circuit's cells from all partitions: first every partition's index of the circuit, all at once, then the groups that there
/// are. A circuit's producers may lie in any partition, and asking all of them needs no second index across the slots of a cluster that
/// could disagree with the cells after a fail-over; an absent index costs the server about a microsecond.
/// </summary>
internal sealed class CircuitReads(RedisLink link, PartitionKeys[] partitions)
{
    // Groups under way at once: about as many bytes as a connection's buffers take.
    private const int GroupsAtOnce = 64;

    /// <summary>The cells of a level that start in a range of minutes, by start, agent and partition.</summary>
    public async Task<List<FoundCell>> ReadAsync(CellLevel level, string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken)
    {
        if (toMinute <= fromMinute)
        {
            return [];
        }

        long first = level.GroupOf(fromMinute);
        long last = level.GroupOf(toMinute - 1);
        (int Partition, long Group, string Agent)[][] found = await Task.WhenAll(
            partitions.Select((keys, partition) => GroupsAsync(keys, partition, level, circuit, first, last, cancellationToken)));
        List<FoundCell> cells = [];
        foreach ((int Partition, long Group, string Agent)[] some in found.SelectMany(groups => groups).Chunk(GroupsAtOnce))
        {
            HashEntry[][] hashes = await Task.WhenAll(some.Select(group => link.RunAsync(
                database => database.HashGetAllAsync(
                    partitions[group.Partition].Group(level.Letter, group.Group, circuit, group.Agent), CommandFlags.DemandMaster),
                cancellationToken)));
            for (int i = 0; i < some.Length; i++)
            {
                Take(cells, hashes[i], level, some[i], fromMinute, toMinute);
            }
        }

        cells.Sort();
        return cells;
    }

    private async Task<(int Partition, long Group, string Agent)[]> GroupsAsync(
        PartitionKeys keys, int partition, CellLevel level, string circuit, long first, long last, CancellationToken cancellationToken)
    {
        RedisValue[] members = await link.RunAsync(
            database => database.SortedSetRangeByScoreAsync(keys.Circuit(level.Letter, circuit), first, last, flags: CommandFlags.DemandMaster),
            cancellationToken);
        return [.. members.Select(member =>
        {
            (long group, string agent) = CellNames.ReadCircuit(member!);
            return (partition, group, agent);
        })];
    }

    private static void Take(
        List<FoundCell> cells, HashEntry[] hash, CellLevel level, (int Partition, long Group, string Agent) group, long fromMinute, long toMinute)
    {
        Dictionary<int, FoundCell> rows = [];
        foreach (HashEntry entry in hash)
        {
            string field = entry.Name!;
            bool due = field[^1] == 'd';
            int unit = int.Parse(field.AsSpan().TrimEnd("hd"), NumberStyles.None, CultureInfo.InvariantCulture);
            long start = level.StartOf(group.Group) + ((long)unit * level.Minutes);
            if (start < fromMinute || start >= toMinute)
            {
                continue;
            }

            FoundCell row = rows.GetValueOrDefault(unit, new FoundCell(start, group.Agent, group.Partition, [], false));
            rows[unit] = due ? row with { Due = true } : row with { Cell = entry.Value! };
        }

        cells.AddRange(rows.Values);
    }
}
