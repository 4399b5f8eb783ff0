using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Cells;

/// <summary>
/// Numbers of series, remembered as names are (<see cref="NameTable"/>). Finding is for sessions that see only what is committed; adding
/// and <see cref="Ended"/> are the one writer's.
/// </summary>
internal sealed class SeriesTable(NameTable names)
{
    private readonly ConcurrentDictionary<SeriesKey, long> _ids = new();
    private readonly ConcurrentDictionary<long, SeriesKey> _keys = new();
    private readonly Dictionary<SeriesKey, long> _staged = [];

    /// <summary>Number of a series; null when it has none.</summary>
    public long? Find(SqliteSession reader, SeriesKey key)
    {
        if (_ids.TryGetValue(key, out long known))
        {
            return known;
        }

        if (names.Find(reader, key.Circuit) is not { } circuit || names.Find(reader, key.Agent) is not { } agent
            || Look(reader, circuit, agent, key.Partition) is not { } id)
        {
            return null;
        }

        _ids[key] = id;
        return id;
    }

    /// <summary>Number of a series, which gets one when it has none. Within a transaction that writes.</summary>
    public long FindOrAdd(SqliteSession writer, SeriesKey key)
    {
        if (_ids.TryGetValue(key, out long known) || _staged.TryGetValue(key, out known))
        {
            return known;
        }

        long circuit = names.FindOrAdd(writer, key.Circuit);
        long agent = names.FindOrAdd(writer, key.Agent);
        if (Look(writer, circuit, agent, key.Partition) is not { } id)
        {
            writer.Execute("INSERT INTO series(circuit, agent, partition) VALUES ($1, $2, $3)", circuit, agent, (long)key.Partition);
            id = writer.LastInsertedId();
            if (id >= CellId.EndSeries)
            {
                // Its cells would lie where those of another partition's series are.
                throw new StoreUnavailableException(
                    FormattableString.Invariant($"'{writer.File}' has {CellId.EndSeries - 1} series of circuit, agent and partition, and no room for another."), TimeSpan.FromMinutes(1));
            }
        }

        _staged.Add(key, id);
        return id;
    }

    /// <summary>The series of a number that a committed row holds.</summary>
    public SeriesKey KeyOf(SqliteSession reader, long id)
    {
        if (_keys.TryGetValue(id, out SeriesKey known))
        {
            return known;
        }

        using SqliteDataReader row = reader.Query("SELECT circuit, agent, partition FROM series WHERE id = $1", id);
        if (!row.Read())
        {
            throw SqliteErrors.Damaged(reader.File, $"series {id} is missing");
        }

        return _keys.GetOrAdd(id, new SeriesKey(names.NameOf(reader, row.GetInt64(0)), names.NameOf(reader, row.GetInt64(1)), row.GetInt32(2)));
    }

    /// <summary>The series of a circuit, by agent and partition.</summary>
    public List<(long Id, SeriesKey Key)> OfCircuit(SqliteSession reader, string name)
    {
        List<(long Id, SeriesKey Key)> series = [];
        if (names.Find(reader, name) is not { } circuit)
        {
            return series;
        }

        using (SqliteDataReader rows = reader.Query("SELECT id, agent, partition FROM series WHERE circuit = $1", circuit))
        {
            while (rows.Read())
            {
                series.Add((rows.GetInt64(0), new SeriesKey(name, names.NameOf(reader, rows.GetInt64(1)), rows.GetInt32(2))));
            }
        }

        series.Sort(static (a, b) =>
            string.CompareOrdinal(a.Key.Agent, b.Key.Agent) is not 0 and int order ? order : a.Key.Partition.CompareTo(b.Key.Partition));
        return series;
    }

    /// <summary>The writer's transaction ended: what it added is remembered, or forgotten.</summary>
    public void Ended(bool committed)
    {
        names.Ended(committed);
        foreach ((SeriesKey key, long id) in committed ? _staged : [])
        {
            _ids[key] = id;
        }

        _staged.Clear();
    }

    private static long? Look(SqliteSession session, long circuit, long agent, int partition) =>
        session.Number("SELECT id FROM series WHERE circuit = $1 AND agent = $2 AND partition = $3", circuit, agent, (long)partition);
}
