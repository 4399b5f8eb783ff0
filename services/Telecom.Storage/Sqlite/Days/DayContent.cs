using System.Text;
using Microsoft.Data.Sqlite;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>The content keys that the day files hold.</summary>
internal static class DayContent
{
    /// <summary>Writes the keys of an append.</summary>
    public static void Insert(SqliteSession session, long start, string agent, long appendedUs, byte[] keys) =>
        session.Execute(
            "INSERT INTO content(start, agent, appended_us, keys, sum) VALUES ($1, $2, $3, $4, $5)", start, agent, appendedUs, keys, (long)Sum(agent, appendedUs, keys));

    /// <summary>Rows of all days that were appended at or after an instant, in the order of appending.</summary>
    public static IEnumerable<(string Agent, long AppendedUs, UInt128[] Keys)> Read(string folder, long fromUs, TimeSpan busyTimeout)
    {
        foreach (LogDay day in LogDay.In(folder))
        {
            using SqliteSession session = SqliteSession.OpenReader(Path.Combine(folder, day.FileName), busyTimeout);
            if (!Has(session, fromUs))
            {
                continue;
            }

            using SqliteDataReader rows = session.Query("SELECT agent, appended_us, keys, sum FROM content WHERE appended_us >= $1 ORDER BY id", fromUs);
            while (rows.Read())
            {
                string agent = rows.GetString(0);
                byte[] keys = rows.GetFieldValue<byte[]>(2);
                yield return Sum(agent, rows.GetInt64(1), keys) == rows.GetInt64(3) && ContentKeys.Read(keys) is { } read
                    ? (agent, rows.GetInt64(1), read)
                    : throw SqliteErrors.Damaged(session.File, $"content keys of agent {agent} are not what was written");
            }
        }
    }

    /// <summary>Whether a file has content keys that were appended at or after an instant.</summary>
    public static bool Has(SqliteSession session, long fromUs) =>
        session.Number("SELECT appended_us FROM content ORDER BY id DESC LIMIT 1") is { } newest && newest >= fromUs;

    private static uint Sum(string agent, long appendedUs, byte[] keys) =>
        Crc32C.Of(keys, Crc32C.Of(appendedUs, Crc32C.Of(Encoding.UTF8.GetBytes(agent))));
}
