using System.Buffers.Binary;
using System.Globalization;
using StackExchange.Redis;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Copy;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Client;
using Telecom.Storage.Redis.Log;

namespace Telecom.Storage.Redis.Copy;

/// <summary>Puts lanes, outcomes and content keys under their keys. Each step may be repeated.</summary>
internal sealed class RedisCopySettle(RedisLink link, PartitionKeys[] partitions)
{
    private const int KeysAtOnce = 1000;

    // The longest window that there may be; a service's next append removes what lies before its own.
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(35);

    /// <summary>Writes a lane with its outcomes.</summary>
    public async Task LaneAsync(CopiedLane lane, CancellationToken cancellationToken)
    {
        ProducerPosition at = lane.Position;
        PartitionKeys keys = partitions[at.Lane.PartitionOf(partitions.Length)];
        await link.RunAsync(database => database.KeyDeleteAsync(keys.Outcomes(at.Lane), CommandFlags.DemandMaster), cancellationToken);
        foreach ((ulong sequence, byte[] data) in lane.Outcomes)
        {
            object[] add = [keys.Outcomes(at.Lane), string.Create(CultureInfo.InvariantCulture, $"{sequence}-0"), "o", data];
            _ = await OnceAsync(database => database.ExecuteAsync("XADD", add, CommandFlags.DemandMaster), cancellationToken);
        }

        // Its last record is not known: no record of the copy lies after the partition's last.
        RedisValue last = await link.RunAsync(database => database.HashGetAsync(keys.LogMeta, "last", CommandFlags.DemandMaster), cancellationToken);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{at.DurableSequence} {at.StoredSamples} {at.RefusedSamples} {lane.AppendedMs} {(last.IsNull ? "0-0" : (string)last!)}");
        await link.RunAsync(
            database => database.HashSetAsync(keys.Lanes(at.Lane.Agent), PartitionKeys.LaneField(at.Lane), text, flags: CommandFlags.DemandMaster), cancellationToken);
        await link.RunAsync(database => database.SetAddAsync(keys.Agents, at.Lane.Agent, CommandFlags.DemandMaster), cancellationToken);
    }

    /// <summary>
    /// Writes content keys into every partition where their agent has lanes, since this engine looks for them in the lane's own, and where
    /// the agent's next lane with content keys will be (<see cref="ContentLanes"/>): the ones it had may be forgotten already.
    /// </summary>
    public async Task KeysAsync(IReadOnlyList<CopiedKey> all, IReadOnlyList<CopiedLane> lanes, CancellationToken cancellationToken)
    {
        ILookup<string, int> places = lanes.Select(static lane => lane.Position.Lane).ToLookup(static lane => lane.Agent, lane => lane.PartitionOf(partitions.Length));
        foreach (IGrouping<string, CopiedKey> agent in all.GroupBy(static key => key.Agent, StringComparer.Ordinal))
        {
            foreach (int home in places[agent.Key].Append(ContentLanes.PartitionOf(agent.Key, partitions.Length)).Distinct())
            {
                PartitionKeys keys = partitions[home];
                RedisKey content = keys.Content(agent.Key);
                foreach (CopiedKey[] some in agent.Chunk(KeysAtOnce))
                {
                    SortedSetEntry[] entries = [.. some.Select(static key => new SortedSetEntry(Bytes(key.Key), key.AppendedMs))];
                    await link.RunAsync(database => database.SortedSetAddAsync(content, entries, CommandFlags.DemandMaster), cancellationToken);
                }

                await link.RunAsync(database => database.KeyExpireAsync(content, LongestWindow, CommandFlags.DemandMaster), cancellationToken);
                await link.RunAsync(database => database.SetAddAsync(keys.Agents, agent.Key, CommandFlags.DemandMaster), cancellationToken);
            }
        }
    }

    /// <summary>Says that records before the first of a partition were removed.</summary>
    public async Task TrimmedAsync(int partition, IReadOnlyList<LogEntry> first, long nowMs, CancellationToken cancellationToken)
    {
        RedisKey meta = partitions[partition].LogMeta;
        string before = StreamId.Of(first.Count > 0 ? new LogPosition(first[0].Position.Major - 1, 0) : new LogPosition(nowMs, 0));
        await link.RunAsync(database => database.HashSetAsync(meta, "trim", before, flags: CommandFlags.DemandMaster), cancellationToken);
        await link.RunAsync(database => database.HashSetAsync(meta, "last", before, When.NotExists, CommandFlags.DemandMaster), cancellationToken);
    }

    /// <summary>Forgets a lane that records were copied through.</summary>
    public async Task ForgetAsync(ProducerLane lane, CancellationToken cancellationToken)
    {
        PartitionKeys keys = partitions[lane.PartitionOf(partitions.Length)];
        await link.RunAsync(database => database.KeyDeleteAsync(keys.Lanes(lane.Agent), CommandFlags.DemandMaster), cancellationToken);
        await link.RunAsync(database => database.SetRemoveAsync(keys.Agents, lane.Agent, CommandFlags.DemandMaster), cancellationToken);
    }

    // An entry cannot be added twice, so a call in doubt is not repeated: the whole lane is, by the next run.
    private async Task<T> OnceAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await link.OnceAsync(call, cancellationToken);
        }
        catch (RedisCallException e)
        {
            throw link.Unavailable(e);
        }
    }

    private static byte[] Bytes(UInt128 key)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return bytes;
    }
}
