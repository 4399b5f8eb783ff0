using Microsoft.Data.Sqlite;
using Telecom.Storage.Cells;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Cells;

/// <summary>Cells and the counts of what came too late for them.</summary>
internal sealed class CellTable(NameTable names)
{
    /// <summary>Writes whole cells of a partition.</summary>
    public void Write(SqliteSession session, int partition, IReadOnlyList<CellWrite> cells)
    {
        foreach (CellWrite cell in cells)
        {
            session.Execute(
                """
                INSERT INTO cell(circuit, minute, agent, partition, data) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT(circuit, minute, agent, partition) DO UPDATE SET data = excluded.data
                """,
                names.FindOrAdd(session, cell.Key.Circuit), cell.Key.Minute, names.FindOrAdd(session, cell.Key.Agent), (long)partition, Blob.Of(cell.Cell));
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
        Dictionary<CellKey, ReadOnlyMemory<byte>> cells = [];
        foreach (CellKey key in keys)
        {
            if (names.Find(session, key.Circuit) is not { } circuit || names.Find(session, key.Agent) is not { } agent)
            {
                continue;
            }

            using SqliteDataReader row = session.Query(
                "SELECT data FROM cell WHERE circuit = $1 AND minute = $2 AND agent = $3 AND partition = $4",
                circuit, key.Minute, agent, (long)partition);
            if (row.Read())
            {
                cells[key] = row.GetFieldValue<byte[]>(0);
            }
        }

        return cells;
    }

    /// <summary>The cells of a circuit in a range of minutes, by minute.</summary>
    public List<CellRow> ReadCircuit(SqliteSession session, string name, long fromMinute, long toMinute)
    {
        List<CellRow> cells = [];
        if (names.Find(session, name) is not { } circuit)
        {
            return cells;
        }

        using SqliteDataReader rows = session.Query(
            "SELECT agent, minute, data FROM cell WHERE circuit = $1 AND minute >= $2 AND minute < $3 ORDER BY minute, agent, partition",
            circuit, fromMinute, toMinute);
        while (rows.Read())
        {
            cells.Add(new CellRow(names.NameOf(session, rows.GetInt64(0)), rows.GetInt64(1), rows.GetFieldValue<byte[]>(2)));
        }

        return cells;
    }

    /// <summary>Samples of a circuit that came too late, in a range of minutes.</summary>
    public ulong CountTooLate(SqliteSession session, string name, long fromMinute, long toMinute) =>
        names.Find(session, name) is { } circuit
            ? (ulong)(session.Number("SELECT sum(samples) FROM too_late WHERE circuit = $1 AND minute >= $2 AND minute < $3", circuit, fromMinute, toMinute) ?? 0)
            : 0;
}
