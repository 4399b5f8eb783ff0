using System.Globalization;
using Microsoft.Data.Sqlite;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Sqlite.Days;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Copy;

/// <summary>What must hold within one file, beyond what SQLite itself checks.</summary>
internal static class FileChecks
{
    /// <summary>Most problems told of one kind.</summary>
    private const int Most = 20;

    // Each selects what is wrong, as a sentence.
    private static readonly string[] CellsSince2 =
    [
        "SELECT 'series ' || id || ' has no name of its circuit or agent' FROM series WHERE circuit NOT IN (SELECT id FROM name) OR agent NOT IN (SELECT id FROM name)",
        "SELECT 'there are minute cells of series ' || series || ' in partition ' || partition || ', which there is not' FROM (SELECT DISTINCT id & 33554431 AS series, (id >> 25) & 4095 AS partition FROM cell) c WHERE NOT EXISTS (SELECT 1 FROM series s WHERE s.id = c.series AND s.partition = c.partition)",
        "SELECT 'there are hours of series ' || series || ', which there is not' FROM (SELECT DISTINCT id >> 28 AS series FROM hour) WHERE series NOT IN (SELECT id FROM series)",
        "SELECT 'there are days of series ' || series || ', which there is not' FROM (SELECT DISTINCT id >> 28 AS series FROM day) WHERE series NOT IN (SELECT id FROM series)",
        "SELECT 'hour ' || id || ' begins at no full hour' FROM hour WHERE (id & 268435455) % 60 <> 0",
        "SELECT 'day ' || id || ' begins at no full day' FROM day WHERE (id & 268435455) % 1440 <> 0",
        "SELECT 'a mark of a due roll-up is of series ' || series || ', which is not one of partition ' || partition FROM due WHERE NOT EXISTS (SELECT 1 FROM series s WHERE s.id = due.series AND s.partition = due.partition) GROUP BY series",
    ];

    private static readonly string[] Events =
    [
        "SELECT 'the versions of stream ' || stream || ' have gaps' FROM event GROUP BY stream HAVING min(version) <> 1 OR max(version) <> count(*)",
        "SELECT 'stream ' || stream || ' has version ' || version || ' at a position before the version before it' FROM (SELECT stream, version, position, lag(position) OVER (PARTITION BY stream ORDER BY version) AS before FROM event) WHERE before > position",
    ];

    /// <summary>Checks a file: SQLite's own check of every page and index first, then ours.</summary>
    public static IEnumerable<string> Of(SqliteSession session, StoreFile file)
    {
        string[] damage = [.. Texts(session, FormattableString.Invariant($"PRAGMA integrity_check({Most})")).Where(static row => row != "ok")];
        if (damage.Length > 0)
        {
            return damage;
        }

        file.Format.Check(session);
        bool since2 = SqliteFormat.VersionOf(session) >= 2;
        if (file.Day is { } day)
        {
            return Log(session, file, LogIdentity.Of(session, day));
        }

        return file.Format == SqliteEventStore.Format ? Run(session, Events) : Run(session, since2 ? CellsSince2 : []);
    }

    /// <summary>What is in a sound file, in a few words.</summary>
    public static string Content(SqliteSession session, StoreFile file)
    {
        bool since2 = SqliteFormat.VersionOf(session) >= 2;
        string Count(string what, string table) => string.Create(CultureInfo.InvariantCulture, $"{session.Number($"SELECT count(*) FROM {table}") ?? 0} {what}");
        return file.Day is not null
            ? string.Create(CultureInfo.InvariantCulture, $"{DayIndex.Last(session)} records, ") + Count("lanes", "producer")
            : file.Format == SqliteEventStore.Format ? Count("events", "event") + ", " + Count("streams", "(SELECT DISTINCT stream FROM event)")
            : Count("minute cells", "cell") + (since2 ? ", " + Count("hours", "hour") + ", " + Count("days", "day") : "");
    }

    // The index first: the records reach at least as far as it does, and beyond it there may be a group that is being written.
    private static IEnumerable<string> Log(SqliteSession session, StoreFile file, LogIdentity identity)
    {
        foreach ((ProducerLane lane, LaneState state) in ProducerTable.Read(session, identity))
        {
            if (state.Sequence < 1)
            {
                yield return $"lane {lane} has the sequence number 0";
            }
        }

        (long known, long last) = (session.Number("SELECT max(end) FROM record_group") ?? 0, DayIndex.Last(session));
        using RecordFile records = RecordFile.Open(Path.ChangeExtension(file.Path, LogDay.RecordsSuffix));
        (long end, long nextId) = (0, 1);
        while (GroupFrame.TryRead(records, end, nextId, identity) is { } group)
        {
            (end, nextId) = (group.End, nextId + group.Records);
        }

        if (end < known || nextId <= last)
        {
            yield return FormattableString.Invariant($"the group of records at byte {end} is not what was written; {last - nextId + 1} records from {nextId} on cannot be read");
        }
    }

    private static IEnumerable<string> Run(SqliteSession session, IReadOnlyList<string> checks) =>
        checks.SelectMany(check => Texts(session, FormattableString.Invariant($"{check} LIMIT {Most}")));

    private static List<string> Texts(SqliteSession session, string sql)
    {
        List<string> texts = [];
        using SqliteDataReader rows = session.Query(sql);
        while (rows.Read())
        {
            texts.Add(rows.GetString(0));
        }

        return texts;
    }
}
