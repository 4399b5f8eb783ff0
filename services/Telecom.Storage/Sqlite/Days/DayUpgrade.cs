using Microsoft.Data.Sqlite;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// Brings days of layout 1, which had their records in the database, to layout 2. Positions stay what they were. The records are written
/// and synced first, then one transaction changes the database: an interrupted upgrade begins anew.
/// </summary>
internal static class DayUpgrade
{
    private const int MostRecords = 256;
    private const long MostBytes = 8 << 20;

    /// <summary>Upgrades every day of a folder that needs it. The caller holds the log's writer lock.</summary>
    public static int Run(string folder, TimeSpan busyTimeout)
    {
        int upgraded = 0;
        foreach (LogDay day in LogDay.In(folder))
        {
            string file = Path.Combine(folder, day.FileName);
            try
            {
                using SqliteSession session = SqliteSession.OpenExisting(file, busyTimeout);
                DayFile.Format.Check(session);
                if (SqliteFormat.VersionOf(session) == 1)
                {
                    Upgrade(session, folder, day);
                    upgraded++;
                }
            }
            catch (Exception e) when (SqliteErrors.Translate(e, file, TimeSpan.FromSeconds(1)) is { } known)
            {
                throw known;
            }
        }

        return upgraded;
    }

    private static void Upgrade(SqliteSession session, string folder, LogDay day)
    {
        LogIdentity identity = LogIdentity.OfAnyLayout(session, day);
        string path = Path.Combine(folder, day.RecordsName);
        RecordFile.Create(path);
        using RecordFile file = RecordFile.Open(path);
        session.Begin();
        session.Run(DayFile.Since2);
        (long end, long nextId) = Move(session, file, identity);
        file.Sync();
        FolderSync.Sync(folder);
        session.Run("""
            DROP TABLE record;
            ALTER TABLE producer ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE producer ADD COLUMN sum INTEGER;
            ALTER TABLE outcome ADD COLUMN sum INTEGER;
            UPDATE producer SET day = (SELECT value FROM meta WHERE key = 'day');
            PRAGMA user_version = 2;
            """);
        foreach ((int partition, long last) in DayIndex.Lasts(session, 0))
        {
            PartitionLast.Write(session, partition, last);
        }

        DayRecovery.SetFolded(session, end, nextId, session.Number("SELECT count(*) FROM producer") ?? 0);
        session.Commit();
        SqliteFile.Sync(session);
    }

    private static (long End, long NextId) Move(SqliteSession session, RecordFile file, LogIdentity identity)
    {
        GroupBuilder builder = new(identity);
        long end = 0;
        long firstId = 1;
        builder.Begin();
        using SqliteDataReader rows = session.Query("SELECT id, partition, data FROM record ORDER BY id");
        while (rows.Read())
        {
            if (rows.GetInt64(0) != firstId + builder.Records)
            {
                throw SqliteErrors.Damaged(session.File, $"record {firstId + builder.Records} is missing");
            }

            builder.Add(0, null, rows.GetInt32(1), 0, 0, 0, rows.GetFieldValue<byte[]>(2), default, []);
            if (builder.Records == MostRecords || builder.RecordBytes >= MostBytes)
            {
                Flush();
            }
        }

        Flush();
        return (end, firstId);

        void Flush()
        {
            if (builder.Records == 0)
            {
                return;
            }

            // When they were appended nobody wrote down; the lanes know at least when the last of them was.
            long appendedUs = session.Number("SELECT max(appended_us) FROM producer") ?? 0;
            file.Write(builder.Finish(end, firstId, appendedUs), end);
            new GroupIndex(firstId, end, end + builder.Bytes, appendedUs, builder.Index.ToArray()).Insert(session);
            end += builder.Bytes;
            firstId += builder.Records;
            builder.Begin();
        }
    }
}
