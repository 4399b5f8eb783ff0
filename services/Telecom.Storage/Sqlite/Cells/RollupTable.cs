using Microsoft.Data.Sqlite;
using Telecom.Storage.Cells;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Cells;

/// <summary>Hour and day roll-ups.</summary>
internal sealed class RollupTable(SeriesTable series, DueTable due)
{
    /// <summary>Keys of what is due in a partition, oldest first.</summary>
    public IReadOnlyList<RollupKey> ListDue(SqliteSession session, int partition, RollupLevel level, long endBefore, int most) =>
    [
        .. DueTable.List(session, partition, level, endBefore, most).Select(one =>
        {
            SeriesKey key = series.KeyOf(session, one.Series);
            return new RollupKey(level, key.Circuit, key.Agent, one.Start);
        }),
    ];

    /// <summary>What a roll-up is made of.</summary>
    public IReadOnlyList<CellRow> ReadParts(SqliteSession session, int partition, RollupKey key)
    {
        List<CellRow> parts = [];
        if (series.Find(session, new SeriesKey(key.Circuit, key.Agent, partition)) is not { } id)
        {
            return parts;
        }

        long end = key.Start + RowId.Length(key.Level);
        if (key.Level == RollupLevel.Hour)
        {
            CellTable.ReadSeries(parts, session, id, key.Agent, partition, key.Start, end);
        }
        else
        {
            parts.AddRange(Read(session, id, RollupLevel.Hour, key.Agent, partition, key.Start, end)
                .Where(static hour => !hour.Due)
                .Select(static hour => new CellRow(hour.Agent, hour.Start, hour.Cell)));
        }

        return parts;
    }

    /// <summary>Writes roll-ups of a partition, no longer due; hours mark their days.</summary>
    public void Write(SqliteSession session, int partition, IReadOnlyList<RollupWrite> rollups)
    {
        foreach (RollupWrite rollup in rollups)
        {
            RollupKey key = rollup.Key;
            long id = series.FindOrAdd(session, new SeriesKey(key.Circuit, key.Agent, partition));
            session.Execute(
                key.Level == RollupLevel.Hour ? "REPLACE INTO hour(id, data) VALUES ($1, $2)" : "REPLACE INTO day(id, data) VALUES ($1, $2)",
                RowId.Of(id, key.Start), Blob.Of(rollup.Cell));
            due.Clear(session, partition, key.Level, key.Start, id);
            if (key.Level == RollupLevel.Hour)
            {
                due.Mark(session, partition, RollupLevel.Day, RowId.StartOf(RollupLevel.Day, key.Start), id);
            }
        }
    }

    /// <summary>Roll-ups of a circuit in a range of minutes, due ones included, by start, agent and partition.</summary>
    public IReadOnlyList<RollupRow> ReadCircuit(SqliteSession session, string circuit, RollupLevel level, long fromMinute, long toMinute)
    {
        List<RollupRow> rows = [];
        List<(long Id, SeriesKey Key)> all = series.OfCircuit(session, circuit);
        foreach ((long id, SeriesKey key) in all)
        {
            rows.AddRange(Read(session, id, level, key.Agent, key.Partition, fromMinute, toMinute));
        }

        return all.Count < 2 ? rows : [.. rows.OrderBy(static row => row.Start)];
    }

    // Both lists are by start: one walk over both.
    private static List<RollupRow> Read(SqliteSession session, long series, RollupLevel level, string agent, int partition, long fromMinute, long toMinute)
    {
        List<RollupRow> rollups = [];
        List<long> due = DueTable.OfSeries(session, series, level, fromMinute, toMinute);
        if (level == RollupLevel.Day)
        {
            // A day lacks what its due hours will get: it is due for a reader before they are rolled up and mark it.
            List<long> hours = DueTable.OfSeries(session, series, RollupLevel.Hour, fromMinute, toMinute);
            due = [.. due.Concat(hours.Select(static hour => RowId.StartOf(RollupLevel.Day, hour)).Where(day => day >= fromMinute)).Distinct().Order()];
        }

        int next = 0;
        using SqliteDataReader rows = session.Query(
            level == RollupLevel.Hour
                ? "SELECT id, data FROM hour WHERE id >= $1 AND id < $2 ORDER BY id"
                : "SELECT id, data FROM day WHERE id >= $1 AND id < $2 ORDER BY id",
            RowId.From(series, fromMinute), RowId.From(series, toMinute));
        while (rows.Read())
        {
            long start = RowId.MinuteOf(rows.GetInt64(0));
            for (; next < due.Count && due[next] < start; next++)
            {
                rollups.Add(new RollupRow(agent, partition, due[next], default, Due: true));
            }

            bool isDue = next < due.Count && due[next] == start;
            rollups.Add(new RollupRow(agent, partition, start, rows.GetFieldValue<byte[]>(1), isDue));
            next += isDue ? 1 : 0;
        }

        for (; next < due.Count; next++)
        {
            rollups.Add(new RollupRow(agent, partition, due[next], default, Due: true));
        }

        return rollups;
    }
}
