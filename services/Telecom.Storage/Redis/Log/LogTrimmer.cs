using StackExchange.Redis;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Client;

namespace Telecom.Storage.Redis.Log;

/// <summary>Removes what is consumed and old from the partitions, in steps that are short for the server.</summary>
internal sealed class LogTrimmer(RedisLink link, PartitionKeys[] partitions, LaneReads lanes)
{
    // A step of a thousand records takes the server about a millisecond.
    private const int StepEntries = 1000;
    private const int StepsPerCall = 64;
    private const int LanesPerCall = 10_000;

    public async Task<LogTrimResult> TrimAsync(LogTrim trim, CancellationToken cancellationToken)
    {
        (long records, long bytes, int forgotten) = (0, 0, 0);
        for (int partition = 0; partition < partitions.Length; partition++)
        {
            PartitionKeys keys = partitions[partition];
            if (trim.Consumed.TryGetValue(partition, out LogPosition consumed))
            {
                LogPosition first = First(consumed, trim.AppendedBeforeUs);
                for (int step = 0, done = 0; first > LogPosition.Start && done == 0 && step < StepsPerCall; step++)
                {
                    RedisResult[] answer = (RedisResult[])await link.RunAsync(
                        RedisScript.LogTrim, [keys.Log, keys.LogMeta], [StreamId.Of(first), StepEntries], cancellationToken);
                    records += (long)answer[0];
                    bytes += (long)answer[1];
                    done = (int)answer[2];
                }
            }

            if (forgotten < LanesPerCall)
            {
                forgotten += await ForgetAsync(keys, trim.LanesIdleSinceUs / 1000, LanesPerCall - forgotten, cancellationToken);
            }
        }

        return new LogTrimResult(records, bytes, forgotten);
    }

    // The first record that stays: after what is consumed, and not older than what may go. Ids carry the millisecond of the append.
    private static LogPosition First(LogPosition consumed, long beforeUs)
    {
        LogPosition unread = consumed.Minor < long.MaxValue ? consumed with { Minor = consumed.Minor + 1 } : consumed;
        LogPosition young = new(Math.Max(0, beforeUs / 1000), 0);
        return unread < young ? unread : young;
    }

    private async Task<int> ForgetAsync(PartitionKeys keys, long idleSinceMs, int most, CancellationToken cancellationToken)
    {
        int forgotten = 0;
        LogPosition? gone = null;
        RedisValue[] agents = await link.RunAsync(database => database.SetMembersAsync(keys.Agents, CommandFlags.DemandMaster), cancellationToken);
        foreach (string agent in agents.Select(name => (string)name))
        {
            foreach (LaneReads.StoredLane lane in await lanes.ListAsync(keys, agent, cancellationToken))
            {
                if (lane.AppendedMs >= idleSinceMs || forgotten >= most)
                {
                    continue;
                }

                gone ??= StreamId.Read(await link.RunAsync(
                    database => database.HashGetAsync(keys.LogMeta, "trim", CommandFlags.DemandMaster), cancellationToken));
                if (lane.Record <= gone)
                {
                    ProducerPosition position = lane.Position;
                    forgotten += (int)await link.RunAsync(
                        RedisScript.LogForget,
                        [keys.Lanes(agent), keys.Agents, keys.Outcomes(position.Lane)],
                        [PartitionKeys.LaneField(position.Lane), lane.Text, agent],
                        cancellationToken);
                }
            }
        }

        return forgotten;
    }
}
