using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// A row of the index: where the records of a group lie. Per record 10 bytes: partition u16, length i32, checksum u32, little-endian. SQLite
/// checks no page by itself, so the row has a checksum over all of it, and rows must follow one another without a gap.
/// </summary>
/// <param name="Id">Id of its first record; the others follow.</param>
/// <param name="Start">Where the group begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="AppendedUs">When it was appended, microseconds since the Unix epoch.</param>
/// <param name="Records">The 10 bytes of each record.</param>
internal readonly record struct GroupIndex(long Id, long Start, long End, long AppendedUs, ReadOnlyMemory<byte> Records)
{
    /// <summary>Columns that <see cref="Read"/> needs.</summary>
    public const string Columns = "id, start, end, appended_us, records, sum";

    /// <summary>Bytes per record.</summary>
    public const int RecordBytes = 10;

    /// <summary>Records of the group.</summary>
    public int Count => Records.Length / RecordBytes;

    /// <summary>Id of the first record of the next group.</summary>
    public long NextId => Id + Count;

    /// <summary>Writes a record's 10 bytes.</summary>
    public static void Write(Span<byte> into, int partition, int length, uint sum)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(into, (ushort)partition);
        BinaryPrimitives.WriteInt32LittleEndian(into[2..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(into[6..], sum);
    }

    /// <summary>A record's partition, length and checksum.</summary>
    public (int Partition, int Length, uint Sum) this[int index]
    {
        get
        {
            ReadOnlySpan<byte> at = Records.Span[(index * RecordBytes)..];
            return (BinaryPrimitives.ReadUInt16LittleEndian(at), BinaryPrimitives.ReadInt32LittleEndian(at[2..]), BinaryPrimitives.ReadUInt32LittleEndian(at[6..]));
        }
    }

    /// <summary>Where its first record begins.</summary>
    public long FirstRecordAt()
    {
        long bytes = 0;
        for (int i = 0; i < Count; i++)
        {
            bytes += this[i].Length;
        }

        return End - bytes;
    }

    /// <summary>Writes the row.</summary>
    public void Insert(SqliteSession session) =>
        session.Execute(
            $"INSERT INTO record_group({Columns}) VALUES ($1, $2, $3, $4, $5, $6)", Id, Start, End, AppendedUs, Blob.Of(Records), (long)Sum());

    /// <summary>Reads and checks a row.</summary>
    /// <exception cref="StoreFileException">Its checksum is wrong.</exception>
    public static GroupIndex Read(SqliteDataReader row, string file)
    {
        GroupIndex group = new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetFieldValue<byte[]>(4));
        return group.Sum() == row.GetInt64(5) && group.Records.Length % RecordBytes == 0 && group.Count > 0
            ? group
            : throw SqliteErrors.Damaged(file, $"the index of record {group.Id} is not what was written");
    }

    private uint Sum() => Crc32C.Of(Records.Span, Crc32C.Of(AppendedUs, Crc32C.Of(End, Crc32C.Of(Start, Crc32C.Of(Id, 0)))));
}
