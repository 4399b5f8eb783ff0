using Microsoft.Data.Sqlite;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Copy;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite.Cells;
using Telecom.Storage.Sqlite.Days;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Copy;

/// <summary>Lists everything in files whose services are stopped.</summary>
internal static class CopyReads
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The lanes of the newest day, which has all of them.</summary>
    public static IEnumerable<CopiedLane> Lanes(string file)
    {
        using SqliteSession session = SqliteSession.OpenReader(file, BusyTimeout);
        using SqliteDataReader rows = session.Query("SELECT id, agent, epoch, lane, sequence, stored, refused, appended_us FROM producer ORDER BY id");
        while (rows.Read())
        {
            if (!SpoolEpoch.TryRead(rows.GetFieldValue<byte[]>(2), out SpoolEpoch epoch))
            {
                throw SqliteErrors.Damaged(file, $"the spool epoch of producer {rows.GetInt64(0)} is not one");
            }

            ProducerPosition at = new(
                new ProducerLane(rows.GetString(1), epoch, (uint)rows.GetInt64(3)), (ulong)rows.GetInt64(4), (ulong)rows.GetInt64(5), (ulong)rows.GetInt64(6));
            yield return new CopiedLane(at, rows.GetInt64(7) / 1000, Outcomes(session, rows.GetInt64(0)));
        }
    }

    /// <summary>The content keys of all days, each with its newest time.</summary>
    public static IEnumerable<CopiedKey> Keys(string folder)
    {
        Dictionary<(string Agent, UInt128 Key), long> keys = [];
        foreach ((string agent, long appendedUs, UInt128[] some) in DayContent.Read(folder, long.MinValue, BusyTimeout))
        {
            foreach (UInt128 key in some)
            {
                long ms = appendedUs / 1000;
                keys[(agent, key)] = keys.TryGetValue((agent, key), out long known) ? Math.Max(known, ms) : ms;
            }
        }

        return keys.Select(static one => new CopiedKey(one.Key.Agent, one.Key.Key, one.Value));
    }

    /// <summary>Minute cells of a partition, by minute.</summary>
    private static IEnumerable<CopiedCell> Minutes(string file, int partition)
    {
        using SqliteSession session = SqliteSession.OpenReader(file, BusyTimeout);
        Dictionary<long, (string Circuit, string Agent)> series = Series(session, partition).ToDictionary(static one => one.Id, static one => (one.Circuit, one.Agent));
        long from = 0;
        while (session.Number("SELECT id FROM cell WHERE id >= $1 ORDER BY id LIMIT 1", from) is { } found)
        {
            // The partition's cells of a minute lie together, those of other partitions before and behind them.
            long minute = CellId.MinuteOf(found);
            using SqliteDataReader rows = session.Query(
                "SELECT id, data FROM cell WHERE id >= $1 AND id < $2 ORDER BY id", CellId.Of(minute, partition, 0), CellId.Of(minute, partition, CellId.EndSeries - 1) + 1);
            while (rows.Read())
            {
                long id = rows.GetInt64(0) - CellId.Of(minute, partition, 0);
                yield return series.TryGetValue(id, out (string Circuit, string Agent) names)
                    ? new CopiedCell(names.Circuit, names.Agent, minute, rows.GetFieldValue<byte[]>(1))
                    : throw SqliteErrors.Damaged(file, $"series {id} is missing");
            }

            if (minute == CellId.EndMinute - 1)
            {
                yield break;
            }

            from = CellId.FirstOf(minute + 1);
        }
    }

    /// <summary>Roll-ups of a partition, by series.</summary>
    private static IEnumerable<CopiedCell> Rollups(string file, int partition, string table)
    {
        using SqliteSession session = SqliteSession.OpenReader(file, BusyTimeout);
        foreach ((long id, string circuit, string agent) in Series(session, partition))
        {
            using SqliteDataReader rows = session.Query(
                $"SELECT id, data FROM {table} WHERE id >= $1 AND id < $2 ORDER BY id", RowId.From(id, 0), RowId.From(id, RowId.EndMinute));
            while (rows.Read())
            {
                yield return new CopiedCell(circuit, agent, RowId.MinuteOf(rows.GetInt64(0)), rows.GetFieldValue<byte[]>(1));
            }
        }
    }

    /// <summary>Cells of a kind in a partition.</summary>
    public static IEnumerable<CopiedCell> Cells(string file, int partition, CellKind kind) => kind switch
    {
        CellKind.Minute => Minutes(file, partition),
        CellKind.Hour => Rollups(file, partition, "hour"),
        _ => Rollups(file, partition, "day"),
    };

    /// <summary>Counts of what came too late in a partition.</summary>
    public static IEnumerable<TooLateCount> TooLate(string file, int partition)
    {
        using SqliteSession session = SqliteSession.OpenReader(file, BusyTimeout);
        using SqliteDataReader rows = session.Query(
            """
            SELECT c.value, a.value, t.minute, t.samples FROM too_late t JOIN name c ON c.id = t.circuit JOIN name a ON a.id = t.agent
            WHERE t.partition = $1
            """,
            (long)partition);
        while (rows.Read())
        {
            // A count is added in pieces that fit its type.
            for (long left = rows.GetInt64(3); left > 0; left -= uint.MaxValue)
            {
                yield return new TooLateCount(new CellKey(rows.GetString(0), rows.GetString(1), rows.GetInt64(2)), (uint)Math.Min(left, uint.MaxValue));
            }
        }
    }

    private static List<(long Id, string Circuit, string Agent)> Series(SqliteSession session, int partition)
    {
        List<(long, string, string)> series = [];
        using SqliteDataReader rows = session.Query(
            "SELECT s.id, c.value, a.value FROM series s JOIN name c ON c.id = s.circuit JOIN name a ON a.id = s.agent WHERE s.partition = $1 ORDER BY s.id",
            (long)partition);
        while (rows.Read())
        {
            series.Add((rows.GetInt64(0), rows.GetString(1), rows.GetString(2)));
        }

        return series;
    }

    private static List<(ulong Sequence, byte[] Data)> Outcomes(SqliteSession session, long producer)
    {
        List<(ulong, byte[])> outcomes = [];
        using SqliteDataReader rows = session.Query("SELECT sequence, data FROM outcome WHERE producer = $1 ORDER BY sequence", producer);
        while (rows.Read())
        {
            outcomes.Add(((ulong)rows.GetInt64(0), rows.GetFieldValue<byte[]>(1)));
        }

        return outcomes;
    }
}
