using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// The last record of each partition as of the last fold, so that nobody looks through a whole day for a partition that is idle. A row
/// that is missing says nothing; a row that is wrong would hide records, so it has a checksum.
/// </summary>
internal static class PartitionLast
{
    /// <summary>Id of the last record; null when it is not known.</summary>
    public static long? Find(SqliteSession session, int partition)
    {
        using Microsoft.Data.Sqlite.SqliteDataReader row = session.Query("SELECT id, sum FROM partition_last WHERE partition = $1", (long)partition);
        if (!row.Read())
        {
            return null;
        }

        return Sum(partition, row.GetInt64(0)) == row.GetInt64(1)
            ? row.GetInt64(0)
            : throw SqliteErrors.Damaged(session.File, FormattableString.Invariant($"the last record of partition {partition} is not what was written"));
    }

    /// <summary>Writes a row.</summary>
    public static void Write(SqliteSession session, int partition, long id) =>
        session.Execute("REPLACE INTO partition_last(partition, id, sum) VALUES ($1, $2, $3)", (long)partition, id, (long)Sum(partition, id));

    private static uint Sum(int partition, long id) => Crc32C.Of(id, Crc32C.Of((long)partition, 0));
}
