using Microsoft.Data.Sqlite;
using Telecom.Storage.Cells;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Cells;

/// <summary>
/// Marks of roll-ups that are due. The writer remembers which marks are set, since nearly every cell that it writes lies in an hour
/// that is marked already.
/// </summary>
internal sealed class DueTable
{
    private readonly HashSet<(RollupLevel Level, long Row)> _marked = [];
    private readonly List<(RollupLevel Level, long Row)> _staged = [];

    /// <summary>Marks a roll-up. Within a transaction that writes.</summary>
    public void Mark(SqliteSession session, int partition, RollupLevel level, long start, long series)
    {
        long row = RowId.Of(series, start);
        if (_marked.Add((level, row)))
        {
            _staged.Add((level, row));
            session.Execute("INSERT OR IGNORE INTO due(partition, level, start, series) VALUES ($1, $2, $3, $4)", (long)partition, (long)level, start, series);
        }
    }

    /// <summary>Takes a mark away. Within a transaction that writes.</summary>
    public void Clear(SqliteSession session, int partition, RollupLevel level, long start, long series)
    {
        long row = RowId.Of(series, start);
        _marked.Remove((level, row));
        session.Execute("DELETE FROM due WHERE partition = $1 AND level = $2 AND start = $3 AND series = $4", (long)partition, (long)level, start, series);
    }

    /// <summary>
    /// The writer's transaction ended: what it marked is remembered, or not. What it cleared is not taken up again, for a commit that
    /// failed may have been made all the same, and a mark that is remembered and not there would never be set again.
    /// </summary>
    public void Ended(bool committed)
    {
        if (!committed)
        {
            foreach ((RollupLevel, long) row in _staged)
            {
                _marked.Remove(row);
            }
        }

        _staged.Clear();
    }

    /// <summary>Series and starts of what is due in a partition, oldest first.</summary>
    public static List<(long Series, long Start)> List(SqliteSession session, int partition, RollupLevel level, long endBefore, int most)
    {
        List<(long Series, long Start)> due = [];
        using SqliteDataReader rows = session.Query(
            "SELECT series, start FROM due WHERE partition = $1 AND level = $2 AND start <= $3 ORDER BY start, series LIMIT $4",
            (long)partition, (long)level, endBefore - RowId.Length(level), (long)most);
        while (rows.Read())
        {
            due.Add((rows.GetInt64(0), rows.GetInt64(1)));
        }

        return due;
    }

    /// <summary>Starts of what is due in a series, within a range.</summary>
    public static List<long> OfSeries(SqliteSession session, long series, RollupLevel level, long fromMinute, long toMinute)
    {
        List<long> starts = [];
        using SqliteDataReader rows = session.Query(
            "SELECT start FROM due WHERE series = $1 AND level = $2 AND start >= $3 AND start < $4 ORDER BY start", series, (long)level, fromMinute, toMinute);
        while (rows.Read())
        {
            starts.Add(rows.GetInt64(0));
        }

        return starts;
    }
}
