using System.Buffers.Binary;
using Telecom.Sla.Domain.Names;

namespace Telecom.Storage.CrashWriter;

/// <summary>What the crash writer appends: the same bytes for the same batch in every process, so that a reader can check all of them.</summary>
internal static class CrashRecord
{
    /// <summary>The producer lane of a number.</summary>
    public static ProducerLane Lane(int lane) => new("customers/acme/agents/crash", new SpoolEpoch(42), (uint)lane);

    /// <summary>The record of a batch; every seventh is empty, as when all its samples were refused.</summary>
    public static byte[] Make(int lane, ulong sequence)
    {
        if (sequence % 7 == 0)
        {
            return [];
        }

        Random random = new(unchecked((lane * 1_000_003) + (int)sequence));
        byte[] record = new byte[random.Next(16, random.Next(4) == 0 ? 60_000 : 2_000)];
        random.NextBytes(record);
        BinaryPrimitives.WriteInt32BigEndian(record, lane);
        BinaryPrimitives.WriteUInt64BigEndian(record.AsSpan(4), sequence);
        return record;
    }

    /// <summary>The batch of a record.</summary>
    public static (int Lane, ulong Sequence) Read(ReadOnlySpan<byte> record) =>
        (BinaryPrimitives.ReadInt32BigEndian(record), BinaryPrimitives.ReadUInt64BigEndian(record[4..]));
}
