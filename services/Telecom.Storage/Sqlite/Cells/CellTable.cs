using Telecom.Storage.Cells;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Cells;

/// <summary>Minute cells and the counts of what came too late for them.</summary>
internal sealed class CellTable(NameTable names, SeriesTable series, DueTable due)
{
    /// <summary>Writes whole cells of a partition and marks their hours as due.</summary>
    public void Write(SqliteSession session, int partition, IReadOnlyList<CellWrite> cells)
    {
        // In the order of their ids they go into neighbouring pages one after another.
        (long Id, int Index)[] ids = new (long, int)[cells.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            CellKey key = cells[i].Key;
            long id = series.FindOrAdd(session, new SeriesKey(key.Circuit, key.Agent, partition));
            due.Mark(session, partition, RollupLevel.Hour, RowId.StartOf(RollupLevel.Hour, key.Minute), id);
            ids[i] = (CellId.Of(key.Minute, partition, id), i);
        }

        Array.Sort(ids);
        RawStatement replace = session.Raw("REPLACE INTO cell(id, data) VALUES ($1, $2)");
        foreach ((long id, int index) in ids)
        {
            replace.Bind(1, id);
            replace.Bind(2, cells[index].Cell.Span);
            replace.Run();
        }
    }

    /// <summary>Adds to the counts of what came too late.</summary>
    public void AddTooLate(SqliteSession session, int partition, IReadOnlyList<TooLateCount> counts)
    {
        foreach (TooLateCount count in counts)
        {
            session.Execute(
                """
                INSERT INTO too_late(circuit, minute, agent, partition, samples) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT(circuit, minute, agent, partition) DO UPDATE SET samples = samples + excluded.samples
                """,
                names.FindOrAdd(session, count.Key.Circuit), count.Key.Minute, names.FindOrAdd(session, count.Key.Agent), (long)partition, (long)count.Samples);
        }
    }

    /// <summary>The cells of a partition that there are, by key.</summary>
    public Dictionary<CellKey, ReadOnlyMemory<byte>> Read(SqliteSession session, int partition, IReadOnlyCollection<CellKey> keys)
    {
        Dictionary<CellKey, ReadOnlyMemory<byte>> cells = new(keys.Count);
        RawStatement select = session.Raw("SELECT data FROM cell WHERE id = $1");
        foreach (CellKey key in keys)
        {
            if (key.Minute is < 0 or >= CellId.EndMinute || series.Find(session, new SeriesKey(key.Circuit, key.Agent, partition)) is not { } id)
            {
                continue;
            }

            select.Bind(1, CellId.Of(key.Minute, partition, id));
            if (select.Next())
            {
                cells[key] = select.Bytes(0);
                select.Reset();
            }
        }

        return cells;
    }

    /// <summary>The cells of a circuit in a range of minutes, by minute, agent and partition.</summary>
    public List<CellRow> ReadCircuit(SqliteSession session, string circuit, long fromMinute, long toMinute)
    {
        List<CellRow> cells = [];
        List<(long Id, SeriesKey Key)> all = series.OfCircuit(session, circuit);
        foreach ((long id, SeriesKey key) in all)
        {
            ReadSeries(cells, session, id, key.Agent, key.Partition, fromMinute, toMinute);
        }

        // Each series is in order already, and the series are by agent and partition: a stable sort by minute is all that is missing.
        return all.Count < 2 ? cells : [.. cells.OrderBy(static cell => cell.Minute)];
    }

    /// <summary>The cells of one series in a range of minutes, by minute.</summary>
    public static void ReadSeries(List<CellRow> into, SqliteSession session, long series, string agent, int partition, long fromMinute, long toMinute)
    {
        // From the first minute that there is to the last: beyond them every minute would be looked up in vain.
        long first = Math.Max(fromMinute, CellId.MinuteOf(session.Number("SELECT min(id) FROM cell") ?? 0));
        long last = Math.Min(toMinute - 1, CellId.MinuteOf(session.Number("SELECT max(id) FROM cell") ?? -1));
        RawStatement select = session.Raw("SELECT data FROM cell WHERE id = $1");
        for (long minute = first; minute <= last; minute++)
        {
            select.Bind(1, CellId.Of(minute, partition, series));
            if (select.Next())
            {
                into.Add(new CellRow(agent, minute, select.Bytes(0)) { Partition = partition });
                select.Reset();
            }
        }
    }

    /// <summary>Samples of a circuit that came too late, in a range of minutes.</summary>
    public ulong CountTooLate(SqliteSession session, string name, long fromMinute, long toMinute) =>
        names.Find(session, name) is { } circuit
            ? (ulong)(session.Number("SELECT sum(samples) FROM too_late WHERE circuit = $1 AND minute >= $2 AND minute < $3", circuit, fromMinute, toMinute) ?? 0)
            : 0;
}
