using System.Buffers.Binary;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;

namespace Telecom.Storage.Tests.Support;

/// <summary>Lanes and batches for tests.</summary>
public static class Lanes
{
    public static ProducerLane Lane(int agent = 1, uint lane = 0, ulong epoch = 7) =>
        new($"customers/acme/agents/probe-{agent}", new SpoolEpoch(epoch), lane);

    /// <summary>A batch whose record names its lane and sequence number, so that whoever reads it knows what it must be.</summary>
    public static AppendEntry Batch(ProducerLane lane, ulong sequence, int length = 64, string outcome = "", int refused = 0) =>
        new(lane, sequence, Record(lane, sequence, length), StoredSamples: 3, refused, System.Text.Encoding.UTF8.GetBytes(outcome));

    /// <summary>Deterministic bytes: sequence, then noise seeded by lane and sequence.</summary>
    public static byte[] Record(ProducerLane lane, ulong sequence, int length = 64)
    {
        byte[] record = new byte[Math.Max(length, 16)];
        new Random(unchecked((int)((lane.Lane * 65_537) + sequence))).NextBytes(record);
        BinaryPrimitives.WriteUInt64BigEndian(record, sequence);
        BinaryPrimitives.WriteUInt32BigEndian(record.AsSpan(8), lane.Lane);
        return record;
    }

    public static ulong SequenceOf(LogEntry entry) => BinaryPrimitives.ReadUInt64BigEndian(entry.Record.Span);

    public static uint LaneOf(LogEntry entry) => BinaryPrimitives.ReadUInt32BigEndian(entry.Record.Span[8..]);

    /// <summary>Everything in a partition, read in steps of a few records.</summary>
    public static async Task<List<LogEntry>> ReadAllAsync(this ISampleLogReader log, int partition, int maxBytes = 1000)
    {
        List<LogEntry> all = [];
        while (true)
        {
            IReadOnlyList<LogEntry> some = await log.ReadAsync(partition, all.Count == 0 ? LogPosition.Start : all[^1].Position, maxBytes, CancellationToken.None);
            if (some.Count == 0)
            {
                return all;
            }

            all.AddRange(some);
        }
    }

    /// <summary>Everything in the partition of a lane.</summary>
    public static Task<List<LogEntry>> ReadAllAsync(this ISampleLogReader log, ProducerLane lane) => log.ReadAllAsync(lane.PartitionOf(log.PartitionCount));
}
