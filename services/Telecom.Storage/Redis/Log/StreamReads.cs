using StackExchange.Redis;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Client;

namespace Telecom.Storage.Redis.Log;

/// <summary>Reads the partitions' streams.</summary>
internal sealed class StreamReads(RedisLink link, PartitionKeys[] partitions)
{
    private const int FirstCount = 8;
    private const int MostCount = 512;

    // One answer is bounded to this, as far as the mean record tells.
    private const int AnswerBytes = 1 << 20;

    public int PartitionCount => partitions.Length;

    /// <summary>Records after a position, as many as fit the bytes, one at least.</summary>
    public async Task<IReadOnlyList<LogEntry>> ReadAsync(int partition, LogPosition after, int maxBytes, CancellationToken cancellationToken)
    {
        RedisKey log = partitions[partition].Log;
        List<LogEntry> entries = [];
        long bytes = 0;
        int count = FirstCount;
        while (true)
        {
            LogPosition from = entries.Count == 0 ? after : entries[^1].Position;
            RedisResult[] found = await RangeAsync(log, from, count, cancellationToken);
            foreach (RedisResult one in found)
            {
                LogEntry entry = Read(one);
                if (entries.Count > 0 && bytes + entry.Record.Length > maxBytes)
                {
                    return entries;
                }

                entries.Add(entry);
                bytes += entry.Record.Length;
            }

            if (found.Length < count || bytes >= maxBytes)
            {
                return entries;
            }

            // The stream knows no byte counts: the next request is for as many as the mean so far lets expect.
            long mean = Math.Max(1, bytes / entries.Count);
            count = (int)Math.Clamp(Math.Min(maxBytes - bytes, AnswerBytes) / mean, 1, MostCount);
        }
    }

    /// <summary>What a partition has.</summary>
    public async Task<LogRange> RangeAsync(int partition, CancellationToken cancellationToken)
    {
        RedisValue[] ids = await link.RunAsync(
            database => database.HashGetAsync(partitions[partition].LogMeta, ["trim", "last"], CommandFlags.DemandMaster), cancellationToken);
        return new LogRange(StreamId.Read(ids[0]), StreamId.Read(ids[1]));
    }

    private async Task<RedisResult[]> RangeAsync(RedisKey log, LogPosition after, int count, CancellationToken cancellationToken)
    {
        object[] arguments = [log, "(" + StreamId.Of(after), "+", "COUNT", count];
        return (RedisResult[])await link.RunAsync(database => database.ExecuteAsync("XRANGE", arguments, CommandFlags.DemandMaster), cancellationToken);
    }

    // [id, [field, value]]
    private static LogEntry Read(RedisResult entry)
    {
        RedisResult[] parts = (RedisResult[])entry;
        return new LogEntry(StreamId.Read((string)parts[0]), (byte[])((RedisResult[])parts[1])[1]);
    }
}
