using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>Reads a day's records through its index.</summary>
internal static class DayIndex
{
    /// <summary>The groups that have a record after one, in order, checked to follow one another.</summary>
    public static IEnumerable<GroupIndex> After(SqliteSession session, long id)
    {
        using SqliteDataReader rows = session.Query(
            $"""
            SELECT {GroupIndex.Columns} FROM record_group
            WHERE id >= coalesce((SELECT max(id) FROM record_group WHERE id <= $1), 0) ORDER BY id
            """,
            id + 1);
        long expected = 0;
        while (rows.Read())
        {
            GroupIndex group = GroupIndex.Read(rows, session.File);
            if (expected == 0 ? group.Id > id + 1 : group.Id != expected)
            {
                throw SqliteErrors.Damaged(session.File, $"the index of the records before {group.Id} is missing");
            }

            expected = group.NextId;
            if (expected > id + 1)
            {
                yield return group;
            }
        }
    }

    /// <summary>Adds the records of a partition after one, until the bytes are full.</summary>
    /// <param name="entries">Where to add them; an empty list takes one at least.</param>
    /// <param name="session">The day's index.</param>
    /// <param name="records">Path of its records.</param>
    /// <param name="day">The day.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="after">Id after which to begin.</param>
    /// <param name="left">Bytes that are left.</param>
    /// <returns>The bytes that are left, null when a record did not fit any more; and the id up to where the day was read.</returns>
    public static (long? Left, long Through) Read(
        List<LogEntry> entries, SqliteSession session, string records, LogDay day, int partition, long after, long left)
    {
        SafeFileHandle? file = null;
        try
        {
            long through = after;
            foreach (GroupIndex group in After(session, after))
            {
                long at = group.FirstRecordAt();
                for (int i = 0; i < group.Count; i++)
                {
                    (int of, int length, uint sum) = group[i];
                    long id = group.Id + i;
                    if (of == partition && id > after)
                    {
                        if (entries.Count > 0 && length > left)
                        {
                            return (null, through);
                        }

                        file ??= RecordFile.OpenToRead(records);
                        entries.Add(new LogEntry(new LogPosition(day.Number, id), ReadRecord(file, records, at, length, sum, id)));
                        left -= length;
                    }

                    through = Math.Max(through, id);
                    at += length;
                }
            }

            return (left, through);
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>Id of a partition's last record; 0 for none.</summary>
    public static long LastOf(SqliteSession session, int partition)
    {
        long? folded = PartitionLast.Find(session, partition);
        return Lasts(session, folded is null ? 0 : FoldedThrough(session)).GetValueOrDefault(partition, folded ?? 0);
    }

    /// <summary>Ids of the last records of all partitions that have one after a record.</summary>
    public static Dictionary<int, long> Lasts(SqliteSession session, long after)
    {
        Dictionary<int, long> lasts = [];
        foreach (GroupIndex group in After(session, after))
        {
            for (int i = 0; i < group.Count; i++)
            {
                lasts[group[i].Partition] = group.Id + i;
            }
        }

        return lasts;
    }

    /// <summary>Id after which to begin, when a partition has nothing between it and the one asked for.</summary>
    public static long Skip(SqliteSession session, int partition, long after) =>
        PartitionLast.Find(session, partition) <= after ? Math.Max(after, FoldedThrough(session)) : after;

    /// <summary>Refuses an index that lost its last rows.</summary>
    public static void CheckEnd(SqliteSession session)
    {
        long last = Last(session);
        if (last < FoldedThrough(session))
        {
            throw SqliteErrors.Damaged(session.File, FormattableString.Invariant($"it has {last} records of {FoldedThrough(session)}"));
        }
    }

    /// <summary>Id of the last record of the day; 0 for none.</summary>
    public static long Last(SqliteSession session)
    {
        using SqliteDataReader rows = session.Query($"SELECT {GroupIndex.Columns} FROM record_group ORDER BY id DESC LIMIT 1");
        return rows.Read() ? GroupIndex.Read(rows, session.File).NextId - 1 : 0;
    }

    /// <summary>Id of the last record that the tables of lanes and partitions know.</summary>
    private static long FoldedThrough(SqliteSession session) => (session.Number("SELECT value FROM meta WHERE key = 'folded_next'") ?? 1) - 1;

    private static byte[] ReadRecord(SafeFileHandle file, string path, long at, int length, uint sum, long id)
    {
        byte[] record = GC.AllocateUninitializedArray<byte>(length);
        RecordFile.Read(file, record, at, path);
        return Crc32C.Of(record) == sum ? record : throw SqliteErrors.Damaged(path, $"record {id} at byte {at} is not what was written");
    }
}
