using System.Buffers.Binary;
using System.Text;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// A group of appends as a day's file of records has it: a header, an entry per append with everything that deduplication must know, and
/// the records. All numbers little-endian. The checksum begins with the log's random id and the place in the file, so that a group counts
/// only in its log and at its place: neither what an overwritten group left nor bytes that a sender chose can pass for one.
/// <code>
/// header: magic u32, bytes of header and entries u32, bytes of records i64, first id i64, appended_us i64, entries i32, records i32, crc u32, 0 u32
/// entry: producer i64, sequence u64, stored i32, refused i32, record bytes i32, record crc u32, partition u16, flags u8
///   flag 1: agent u16 + UTF-8, epoch 16 bytes, lane u32;  flag 2: outcome i32 + bytes;  flag 4: content keys i32, 16 bytes each
/// </code>
/// </summary>
/// <param name="Start">Where it begins.</param>
/// <param name="FirstId">Id of its first record.</param>
/// <param name="AppendedUs">When it was appended, microseconds since the Unix epoch.</param>
/// <param name="HeadBytes">Bytes of header and entries.</param>
/// <param name="RecordBytes">Bytes of records.</param>
/// <param name="Records">Number of records.</param>
/// <param name="Entries">Its appends.</param>
internal sealed record GroupFrame(
    long Start, long FirstId, long AppendedUs, int HeadBytes, long RecordBytes, int Records, IReadOnlyList<GroupEntry> Entries)
{
    internal const uint Magic = 0x474c5354;
    internal const int HeaderBytes = 48;
    internal const int CrcAt = 40;
    internal const int EntryBytes = 35;

    // A character is at most 3 bytes of UTF-8 (RFC 3629; a pair of surrogates 4), and their number has 16 bits.
    internal const int MostAgentLength = ushort.MaxValue / 3;
    internal const byte DefinesLane = 1;
    internal const byte HasOutcome = 2;
    internal const byte HasContent = 4;

    /// <summary>Where the next one begins.</summary>
    public long End => Start + HeadBytes + RecordBytes;

    /// <summary>The group at a place; null when there is no whole one.</summary>
    /// <param name="file">The file of records.</param>
    /// <param name="start">The place.</param>
    /// <param name="firstId">The id that its first record must have.</param>
    /// <param name="identity">The log.</param>
    public static GroupFrame? TryRead(RecordFile file, long start, long firstId, LogIdentity identity)
    {
        long left = file.Length - start;
        if (left < HeaderBytes)
        {
            return null;
        }

        byte[] header = new byte[HeaderBytes];
        file.Read(header, start);
        uint headBytes = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4));
        long recordBytes = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8));
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic || headBytes < HeaderBytes || headBytes > left || recordBytes < 0
            || recordBytes > left - headBytes || BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(16)) != firstId)
        {
            return null;
        }

        byte[] head = new byte[headBytes];
        file.Read(head, start);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(CrcAt)) != Sum(head, start, identity))
        {
            return null;
        }

        GroupFrame group = Parse(head, start, recordBytes);
        return group.HasItsRecords(file) ? group : null;
    }

    /// <summary>The checksum of header and entries.</summary>
    public static uint Sum(ReadOnlySpan<byte> head, long start, LogIdentity identity)
    {
        uint crc = Crc32C.Of(start, Crc32C.Of(Encoding.UTF8.GetBytes(identity.Id)));
        return Crc32C.Of(head[HeaderBytes..], Crc32C.Of(head[..CrcAt], crc));
    }

    /// <summary>Writes the same bytes again, so that a sync covers them whatever an earlier one did.</summary>
    public void WriteAgain(RecordFile file)
    {
        byte[] bytes = new byte[End - Start];
        file.Read(bytes, Start);
        file.Write([bytes], Start);
    }

    private bool HasItsRecords(RecordFile file)
    {
        long at = Start + HeadBytes;
        byte[] buffer = [];
        foreach (GroupEntry entry in Entries)
        {
            if (buffer.Length < entry.RecordBytes)
            {
                buffer = new byte[entry.RecordBytes];
            }

            Span<byte> record = buffer.AsSpan(0, entry.RecordBytes);
            file.Read(record, at);
            if (Crc32C.Of(record) != entry.RecordSum)
            {
                return false;
            }

            at += entry.RecordBytes;
        }

        return at == End;
    }

    // The checksum was right: what cannot be read now was written wrong, and that is a defect.
    private static GroupFrame Parse(byte[] head, long start, long recordBytes)
    {
        List<GroupEntry> entries = [];
        int at = HeaderBytes;
        ReadOnlySpan<byte> Take(int count) => head.AsSpan((at += count) - count, count);
        int count = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(32));
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> fix = Take(EntryBytes);
            byte flags = fix[34];
            ProducerLane? lane = null;
            if ((flags & DefinesLane) != 0)
            {
                string agent = Encoding.UTF8.GetString(Take(BinaryPrimitives.ReadUInt16LittleEndian(Take(2))));
                SpoolEpoch epoch = new(BinaryPrimitives.ReadUInt128BigEndian(Take(SpoolEpoch.Length)));
                lane = new ProducerLane(agent, epoch, BinaryPrimitives.ReadUInt32LittleEndian(Take(4)));
            }

            byte[] outcome = (flags & HasOutcome) != 0 ? Take(BinaryPrimitives.ReadInt32LittleEndian(Take(4))).ToArray() : [];
            byte[] content = (flags & HasContent) != 0 ? Take(BinaryPrimitives.ReadInt32LittleEndian(Take(4)) * ContentKeys.Size).ToArray() : [];
            entries.Add(new GroupEntry(
                BinaryPrimitives.ReadInt64LittleEndian(fix),
                BinaryPrimitives.ReadUInt64LittleEndian(fix[8..]),
                BinaryPrimitives.ReadInt32LittleEndian(fix[16..]),
                BinaryPrimitives.ReadInt32LittleEndian(fix[20..]),
                BinaryPrimitives.ReadInt32LittleEndian(fix[24..]),
                BinaryPrimitives.ReadUInt32LittleEndian(fix[28..]),
                BinaryPrimitives.ReadUInt16LittleEndian(fix[32..]),
                lane,
                outcome,
                content));
        }

        return new GroupFrame(
            start,
            BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(16)),
            BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(24)),
            head.Length,
            recordBytes,
            BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(36)),
            entries);
    }
}
