using System.Buffers.Binary;
using System.Globalization;
using StackExchange.Redis;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Client;

namespace Telecom.Storage.Redis.Log;

/// <summary>
/// A group of appends as keys and arguments of the script log-append. It is made once and may be sent several times. Records are copied:
/// a call that was given up may still be in the driver's queue when its caller uses its bytes for something else.
/// </summary>
internal sealed class AppendCall
{
    private const int PerBatch = 8;

    private AppendCall(RedisKey[] keys, RedisValue[] arguments)
    {
        Keys = keys;
        Arguments = arguments;
    }

    public RedisKey[] Keys { get; }

    public RedisValue[] Arguments { get; }

    public static AppendCall Of(IReadOnlyList<PendingBatch> group, PartitionKeys keys, RedisStoreOptions options, long leastMs)
    {
        Dictionary<string, int> agents = new(StringComparer.Ordinal);
        Dictionary<ProducerLane, int> lanes = [];
        foreach (PendingBatch batch in group)
        {
            ProducerLane lane = batch.Entry.Lane;
            agents.TryAdd(lane.Agent, agents.Count + 1);
            lanes.TryAdd(lane, lanes.Count + 1);
        }

        RedisKey[] names = new RedisKey[3 + (2 * agents.Count) + lanes.Count];
        (names[0], names[1], names[2]) = (keys.Log, keys.LogMeta, keys.Agents);
        RedisValue[] arguments = new RedisValue[5 + agents.Count + (2 * lanes.Count) + (PerBatch * group.Count)];
        arguments[0] = options.ClockShiftUs;
        arguments[1] = leastMs;
        arguments[2] = (long)options.ContentWindow.TotalMilliseconds;
        arguments[3] = agents.Count;
        arguments[4] = lanes.Count;
        foreach ((string agent, int index) in agents)
        {
            names[2 + index] = keys.Lanes(agent);
            names[2 + agents.Count + lanes.Count + index] = keys.Content(agent);
            arguments[4 + index] = agent;
        }

        int at = 5 + agents.Count;
        foreach ((ProducerLane lane, int index) in lanes)
        {
            names[2 + agents.Count + index] = keys.Outcomes(lane);
            arguments[at + (2 * index) - 2] = agents[lane.Agent];
            arguments[at + (2 * index) - 1] = PartitionKeys.LaneField(lane);
        }

        at += 2 * lanes.Count;
        foreach (PendingBatch batch in group)
        {
            AppendEntry entry = batch.Entry;
            arguments[at] = lanes[entry.Lane];
            arguments[at + 1] = entry.Sequence.ToString(CultureInfo.InvariantCulture);
            arguments[at + 2] = (entry.Sequence - 1).ToString(CultureInfo.InvariantCulture);
            arguments[at + 3] = entry.StoredSamples;
            arguments[at + 4] = entry.RefusedSamples;
            arguments[at + 5] = entry.Record.ToArray();
            arguments[at + 6] = entry.Outcome.ToArray();
            arguments[at + 7] = Pack(entry.ContentKeys);
            at += PerBatch;
        }

        return new AppendCall(names, arguments);
    }

    /// <summary>Reads the script's answer.</summary>
    public static (LogPosition Last, AppendResult[] Results, bool Stored) Read(RedisResult answer)
    {
        RedisResult[] parts = (RedisResult[])answer;
        AppendResult[] results = new AppendResult[(parts.Length - 1) / 3];
        bool stored = false;
        for (int i = 0; i < results.Length; i++)
        {
            AppendOutcome outcome = (int)parts[1 + (3 * i)] switch
            {
                0 => AppendOutcome.Appended,
                1 => AppendOutcome.Duplicate,
                2 => AppendOutcome.Gap,
                _ => AppendOutcome.KnownContent,
            };
            ulong durable = ulong.Parse((string)parts[2 + (3 * i)], NumberStyles.None, CultureInfo.InvariantCulture);
            stored |= outcome == AppendOutcome.Appended;
            results[i] = outcome switch
            {
                AppendOutcome.Duplicate => new AppendResult(outcome, durable, (byte[])parts[3 + (3 * i)]),
                AppendOutcome.KnownContent => new AppendResult(outcome, durable, default) { KnownKeys = Indexes((string)parts[3 + (3 * i)]) },
                _ => new AppendResult(outcome, durable, default),
            };
        }

        return (StreamId.Read((string)parts[0]), results, stored);
    }

    private static int[] Indexes(string text) =>
        [.. text.Split(' ').Select(index => int.Parse(index, NumberStyles.None, CultureInfo.InvariantCulture))];

    private static byte[] Pack(IReadOnlyList<UInt128> keys)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        byte[] packed = new byte[keys.Count * 16];
        for (int i = 0; i < keys.Count; i++)
        {
            BinaryPrimitives.WriteUInt128BigEndian(packed.AsSpan(i * 16), keys[i]);
        }

        return packed;
    }
}
