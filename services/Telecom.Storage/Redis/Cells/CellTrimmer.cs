using StackExchange.Redis;
using Telecom.Storage.Cells;
using Telecom.Storage.Redis.Client;

namespace Telecom.Storage.Redis.Cells;

/// <summary>Removes cells that are older than retention, group by group, oldest first.</summary>
internal sealed class CellTrimmer(RedisLink link, PartitionKeys[] partitions)
{
    private const int Page = 100;

    public async Task<int> TrimAsync(CellRetention keep, int most, CancellationToken cancellationToken)
    {
        int removed = 0;
        foreach (PartitionKeys keys in partitions)
        {
            removed += await TrimAsync(keys, CellLevel.Minute, keep.Minutes, CellLevel.Hour, most - removed, cancellationToken);
            removed += await TrimAsync(keys, CellLevel.TooLate, keep.Minutes, null, most - removed, cancellationToken);
            removed += await TrimAsync(keys, CellLevel.Hour, keep.Hours, CellLevel.Day, most - removed, cancellationToken);
            removed += await TrimAsync(keys, CellLevel.Day, keep.Days, null, most - removed, cancellationToken);
        }

        return removed;
    }

    private async Task<int> TrimAsync(PartitionKeys keys, CellLevel level, long keep, CellLevel? above, int most, CancellationToken cancellationToken)
    {
        int removed = 0;
        for (int skip = 0; removed < most; skip += Page)
        {
            // What stays (due, or in the last group) is skipped; what goes moves the rest up, and the next call comes back for it.
            RedisValue[] members = await link.RunAsync(
                database => database.SortedSetRangeByScoreAsync(
                    keys.Groups(level.Letter), double.NegativeInfinity, level.GroupOf(keep - 1), skip: skip, take: Page, flags: CommandFlags.DemandMaster),
                cancellationToken);
            foreach (RedisValue member in members)
            {
                removed += await TrimAsync(keys, level, member!, keep, above, most - removed, cancellationToken);
                if (removed >= most)
                {
                    return removed;
                }
            }

            if (members.Length < Page)
            {
                return removed;
            }
        }

        return removed;
    }

    private async Task<int> TrimAsync(
        PartitionKeys keys, CellLevel level, string member, long keep, CellLevel? above, int most, CancellationToken cancellationToken)
    {
        (long group, string circuit, string agent) = CellNames.ReadPartition(member);
        RedisKey hash = keys.Group(level.Letter, group, circuit, agent);
        RedisKey upper = above is null ? hash : keys.Group(above.Letter, above.GroupOf(level.StartOf(group)), circuit, agent);

        // A unit that starts before the boundary goes; the first that stays is the boundary rounded up to whole units.
        long stays = (keep + level.Minutes - 1) / level.Minutes;
        RedisResult answer = await link.RunAsync(
            RedisScript.CellsTrim,
            [hash, keys.Circuit(level.Letter, circuit), keys.Groups(level.Letter), upper],
            [
                CellNames.OfCircuit(group, agent), member, group * level.Units, stays, most,
                above is null ? 0 : above.Minutes / level.Minutes, above?.Units ?? 1,
            ],
            cancellationToken);
        return (int)answer;
    }
}
