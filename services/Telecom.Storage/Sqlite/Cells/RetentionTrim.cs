using Microsoft.Data.Sqlite;
using Telecom.Storage.Cells;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Cells;

/// <summary>Removes what is older than retention, some series at a time, so that no transaction is long.</summary>
internal static class RetentionTrim
{
    private const int SeriesAtOnce = 2000;

    /// <summary>Removes rows of the next series after one.</summary>
    /// <param name="session">Within a transaction that writes.</param>
    /// <param name="keep">What to keep.</param>
    /// <param name="most">Most rows to remove.</param>
    /// <param name="after">The series after which to begin; 0 for the first.</param>
    /// <returns>Rows removed, and the last series that was dealt with to its end; null when it was the last one.</returns>
    public static (int Removed, long? Last) Series(SqliteSession session, CellRetention keep, int most, long after)
    {
        int removed = 0;
        List<long> ids = [];
        using (SqliteDataReader rows = session.Query("SELECT id FROM series WHERE id > $1 ORDER BY id LIMIT $2", after, (long)SeriesAtOnce))
        {
            while (rows.Read())
            {
                ids.Add(rows.GetInt64(0));
            }
        }

        foreach (long id in ids)
        {
            removed += Hours(session, id, keep.Hours, most - removed);
            removed += Days(session, id, keep.Days, most - removed);
            if (removed >= most)
            {
                return (removed, after);
            }

            after = id;
        }

        return (removed, ids.Count < SeriesAtOnce ? null : after);
    }

    /// <summary>Removes minute cells, oldest first.</summary>
    public static int Minutes(SqliteSession session, long fromMinute, int most) =>
        session.Execute(
            """
            DELETE FROM cell WHERE id IN (
              SELECT id FROM cell WHERE id < $1 AND NOT EXISTS (
                SELECT 1 FROM due WHERE series = (id & 33554431) AND level = 1 AND start = ((id >> 37) / 60 * 60)) LIMIT $2)
            """,
            CellId.FirstOf(fromMinute), (long)most);

    /// <summary>Removes counts of what came too late.</summary>
    public static int TooLate(SqliteSession session, long fromMinute, int most) =>
        session.Execute(
            """
            DELETE FROM too_late WHERE (circuit, minute, agent, partition) IN
              (SELECT circuit, minute, agent, partition FROM too_late WHERE minute < $1 LIMIT $2)
            """,
            fromMinute, (long)most);

    private static int Hours(SqliteSession session, long series, long from, int most) =>
        session.Execute(
            """
            DELETE FROM hour WHERE id IN (
              SELECT id FROM hour WHERE id >= $1 AND id < $2
              AND NOT EXISTS (SELECT 1 FROM due WHERE series = $3 AND level = 1 AND start = (id & 268435455))
              AND NOT EXISTS (SELECT 1 FROM due WHERE series = $3 AND level = 2 AND start = ((id & 268435455) / 1440 * 1440)) LIMIT $4)
            """,
            RowId.From(series, 0), RowId.From(series, from - RowId.Length(RollupLevel.Hour) + 1), series, (long)most);

    private static int Days(SqliteSession session, long series, long from, int most) =>
        session.Execute(
            """
            DELETE FROM day WHERE id IN (
              SELECT id FROM day WHERE id >= $1 AND id < $2
              AND NOT EXISTS (SELECT 1 FROM due WHERE series = $3 AND level = 2 AND start = (id & 268435455)) LIMIT $4)
            """,
            RowId.From(series, 0), RowId.From(series, from - RowId.Length(RollupLevel.Day) + 1), series, (long)most);
}
