using Microsoft.Data.Sqlite;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// Removing old days. The newest file says first, in a transaction, up to where every partition is trimmed; then the files are
/// unlinked. A crash in between leaves files that the newest one says are gone; the next start unlinks them.
/// </summary>
internal static class DayTrim
{
    private const string ThroughKey = "trimmed_through";

    // Bounds of one call; the next one goes on.
    private const int MostDays = 8;
    private const int MostLanes = 1000;

    /// <summary>The oldest days that may go, oldest first, without a break.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <param name="trim">What may be removed.</param>
    /// <param name="contentFromUs">Days with content keys since this instant stay.</param>
    /// <param name="busyTimeout">Longest wait for a lock.</param>
    public static List<RemovableDay> Plan(string folder, LogTrim trim, long contentFromUs, TimeSpan busyTimeout)
    {
        List<RemovableDay> removable = [];
        IReadOnlyList<LogDay> days = LogDay.In(folder);
        foreach (LogDay day in days.Take(days.Count - 1).Take(MostDays))
        {
            using SqliteSession session = SqliteSession.OpenReader(Path.Combine(folder, day.FileName), busyTimeout);
            if (session.Number("SELECT max(appended_us) FROM producer") >= trim.AppendedBeforeUs || DayContent.Has(session, contentFromUs))
            {
                break;
            }

            List<(int Partition, LogPosition Last)> lasts = [.. DayIndex.Lasts(session, 0).Select(at => (at.Key, new LogPosition(day.Number, at.Value)))];
            DayIndex.CheckEnd(session);
            if (lasts.Exists(at => !trim.Consumed.TryGetValue(at.Partition, out LogPosition consumed) || consumed < at.Last))
            {
                break;
            }

            removable.Add(new RemovableDay(day, lasts, DayIndex.Last(session)));
        }

        return removable;
    }

    /// <summary>Says in the newest file, in one transaction, that days are gone, and forgets idle lanes. On the writing thread.</summary>
    /// <returns>The forgotten lanes.</returns>
    public static List<ProducerLane> Commit(SqliteSession session, IReadOnlyList<RemovableDay> days, long lanesIdleSinceUs)
    {
        session.Begin();
        foreach ((int partition, LogPosition last) in days.SelectMany(static day => day.Lasts))
        {
            session.Execute("REPLACE INTO trimmed(partition, major, minor) VALUES ($1, $2, $3)", (long)partition, last.Major, last.Minor);
        }

        if (days.Count > 0)
        {
            session.Execute("REPLACE INTO meta(key, value) VALUES ($1, $2)", ThroughKey, days[^1].Day.Number);
        }

        List<(long Id, ProducerLane Lane)> idle = Idle(session, lanesIdleSinceUs);
        foreach ((long id, _) in idle)
        {
            session.Execute("DELETE FROM outcome WHERE producer = $1", id);
            session.Execute("DELETE FROM producer WHERE id = $1", id);
        }

        if (idle.Count > 0)
        {
            session.Execute("REPLACE INTO meta(key, value) SELECT 'lanes', count(*) FROM producer");
        }

        session.Commit();
        return [.. idle.Select(static one => one.Lane)];
    }

    /// <summary>Unlinks days; the bytes that they took.</summary>
    public static long Unlink(string folder, IEnumerable<LogDay> days)
    {
        long bytes = 0;
        foreach (LogDay day in days)
        {
            // The database first: what is left of a day without it is no day.
            foreach (string name in (string[])[day.FileName, day.FileName + "-wal", day.FileName + "-shm", day.RecordsName])
            {
                FileInfo file = new(Path.Combine(folder, name));
                if (file.Exists)
                {
                    bytes += name.EndsWith("-shm", StringComparison.Ordinal) ? 0 : file.Length;
                    file.Delete();
                }
            }
        }

        FolderSync.Sync(folder);
        return bytes;
    }

    /// <summary>Unlinks what an interrupted trim left.</summary>
    public static void Finish(string folder, SqliteSession newest)
    {
        if (Through(newest) is { } through && LogDay.In(folder).Where(day => day.Number <= through).ToArray() is { Length: > 0 } left)
        {
            Unlink(folder, left);
        }
    }

    /// <summary>Up to where a partition was trimmed, by the newest file.</summary>
    public static LogPosition TrimmedTo(SqliteSession newest, int partition)
    {
        using SqliteDataReader row = newest.Query("SELECT major, minor FROM trimmed WHERE partition = $1", (long)partition);
        return row.Read() ? new LogPosition(row.GetInt64(0), row.GetInt64(1)) : LogPosition.Start;
    }

    private static long? Through(SqliteSession newest) => newest.Number("SELECT value FROM meta WHERE key = $1", ThroughKey);

    private static List<(long Id, ProducerLane Lane)> Idle(SqliteSession session, long sinceUs)
    {
        List<(long, ProducerLane)> idle = [];
        using SqliteDataReader rows = session.Query(
            "SELECT id, agent, epoch, lane FROM producer WHERE appended_us < $1 AND day <= $2 LIMIT $3", sinceUs, Through(session) ?? -1, (long)MostLanes);
        while (rows.Read())
        {
            if (!SpoolEpoch.TryRead(rows.GetFieldValue<byte[]>(2), out SpoolEpoch epoch))
            {
                throw SqliteErrors.Damaged(session.File, $"the spool epoch of producer {rows.GetInt64(0)} is not one");
            }

            idle.Add((rows.GetInt64(0), new ProducerLane(rows.GetString(1), epoch, (uint)rows.GetInt64(3))));
        }

        return idle;
    }
}
