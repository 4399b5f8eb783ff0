using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// A file of the log: the records of one UTC day, and the whole deduplication state as of its last record. The state is copied into
/// the next day's file when that is made, so that a day can be unlinked whole without forgetting any lane.
/// </summary>
internal static class DayFile
{
    /// <summary>
    /// Outcomes that are kept per lane; the bound of <see cref="Log.AppendResult.StoredOutcome"/>.
    /// </summary>
    public const int OutcomesPerLane = 1024;

    /// <summary>
    /// Its layout. Record ids never come again (AUTOINCREMENT), because they are positions that readers keep. Sequence numbers and
    /// sample counts are unsigned 64-bit numbers in SQLite's signed ones; a lane counts from 1 in steps of 1, so that none gets there.
    /// </summary>
    public static SqliteFormat Format { get; } = new("sample log", 0x54534c47 /* TSLG */, 1, """
        CREATE TABLE meta(
          key TEXT PRIMARY KEY,
          value NOT NULL) WITHOUT ROWID;
        CREATE TABLE record(
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          partition INTEGER NOT NULL,
          data BLOB NOT NULL);
        CREATE INDEX record_partition ON record(partition);
        CREATE TABLE producer(
          id INTEGER PRIMARY KEY,
          agent TEXT NOT NULL,
          epoch BLOB NOT NULL,
          lane INTEGER NOT NULL,
          sequence INTEGER NOT NULL,
          stored INTEGER NOT NULL,
          refused INTEGER NOT NULL,
          appended_us INTEGER NOT NULL,
          UNIQUE(agent, epoch, lane));
        CREATE TABLE outcome(
          producer INTEGER NOT NULL,
          sequence INTEGER NOT NULL,
          data BLOB NOT NULL,
          PRIMARY KEY(producer, sequence)) WITHOUT ROWID;
        """);

    /// <summary>Makes the file of a day, whole or not at all.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <param name="day">The day.</param>
    /// <param name="identity">The log.</param>
    /// <param name="previous">The newest day so far, whose deduplication state goes on; null for the first day of a log.</param>
    /// <param name="busyTimeout">Longest wait for a lock of the previous file.</param>
    public static void Create(string folder, LogDay day, LogIdentity identity, LogDay? previous, TimeSpan busyTimeout)
    {
        string? source = previous is { } newest ? Path.Combine(folder, newest.FileName) : null;
        SqliteFile.Create(
            Path.Combine(folder, day.FileName),
            Format,
            source,
            session =>
            {
                session.Execute("INSERT INTO main.meta VALUES ('log', $1), ('partitions', $2), ('day', $3)", identity.Id, (long)identity.Partitions, day.Number);
                if (source is not null)
                {
                    session.Run("INSERT INTO main.producer SELECT * FROM source.producer; INSERT INTO main.outcome SELECT * FROM source.outcome;");
                }
            },
            busyTimeout);
    }
}
