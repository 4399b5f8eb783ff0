using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// The index of a UTC day of the log, beside the day's file of records: where records lie, and the deduplication state as of the last
/// time it was folded (<see cref="DayWriter.Fold"/>); what came since stands in the records file alone until the next fold or the next
/// opening. The state is copied into the next day's file when that is made, so that a day can be unlinked whole without forgetting any
/// lane.
/// </summary>
internal static class DayFile
{
    /// <summary>
    /// Outcomes that are kept per lane; the bound of <see cref="Log.AppendResult.StoredOutcome"/>.
    /// </summary>
    public const int OutcomesPerLane = 1024;

    /// <summary>
    /// Its layout. Record ids never come again within a day, because they are positions that readers keep. Sequence numbers and
    /// sample counts are unsigned 64-bit numbers in SQLite's signed ones; a lane counts from 1 in steps of 1, so that none gets there.
    /// Layout 1 had the records in the database; <see cref="DayUpgrade"/> moves them.
    /// </summary>
    public static SqliteFormat Format { get; } = new("sample log", 0x54534c47 /* TSLG */, 2, """
        CREATE TABLE meta(
          key TEXT PRIMARY KEY,
          value NOT NULL) WITHOUT ROWID;
        CREATE TABLE producer(
          id INTEGER PRIMARY KEY,
          agent TEXT NOT NULL,
          epoch BLOB NOT NULL,
          lane INTEGER NOT NULL,
          sequence INTEGER NOT NULL,
          stored INTEGER NOT NULL,
          refused INTEGER NOT NULL,
          appended_us INTEGER NOT NULL,
          day INTEGER NOT NULL,
          sum INTEGER,
          UNIQUE(agent, epoch, lane));
        CREATE TABLE outcome(
          producer INTEGER NOT NULL,
          sequence INTEGER NOT NULL,
          data BLOB NOT NULL,
          sum INTEGER,
          PRIMARY KEY(producer, sequence)) WITHOUT ROWID;
        """ + Since2)
    {
        // Rows are small here, and a group writes a few of them: small pages keep the write-ahead log small.
        PageSize = 4096,
    };

    /// <summary>What layout 2 has and layout 1 had not. A row of content keys per append is never looked up here: the writer has them in memory.</summary>
    public const string Since2 = """

        CREATE TABLE record_group(
          id INTEGER PRIMARY KEY,
          start INTEGER NOT NULL,
          end INTEGER NOT NULL,
          appended_us INTEGER NOT NULL,
          records BLOB NOT NULL,
          sum INTEGER NOT NULL);
        CREATE TABLE partition_last(
          partition INTEGER PRIMARY KEY,
          id INTEGER NOT NULL,
          sum INTEGER NOT NULL);
        CREATE TABLE content(
          id INTEGER PRIMARY KEY,
          start INTEGER NOT NULL,
          agent TEXT NOT NULL,
          appended_us INTEGER NOT NULL,
          keys BLOB NOT NULL,
          sum INTEGER NOT NULL);
        CREATE TABLE trimmed(
          partition INTEGER PRIMARY KEY,
          major INTEGER NOT NULL,
          minor INTEGER NOT NULL);
        """;

    /// <summary>Makes the files of a day, whole or not at all.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <param name="day">The day.</param>
    /// <param name="identity">The log.</param>
    /// <param name="previous">The newest day so far, whose deduplication state goes on; null for the first day of a log.</param>
    /// <param name="busyTimeout">Longest wait for a lock of the previous file.</param>
    public static void Create(string folder, LogDay day, LogIdentity identity, LogDay? previous, TimeSpan busyTimeout)
    {
        string? source = previous is { } newest ? Path.Combine(folder, newest.FileName) : null;
        RecordFile.Create(Path.Combine(folder, day.RecordsName));
        SqliteFile.Create(
            Path.Combine(folder, day.FileName),
            Format,
            source,
            session =>
            {
                session.Execute("INSERT INTO main.meta VALUES ('log', $1), ('partitions', $2), ('day', $3)", identity.Id, (long)identity.Partitions, day.Number);
                if (source is not null)
                {
                    session.Run("""
                        INSERT INTO main.producer(id, agent, epoch, lane, sequence, stored, refused, appended_us, day, sum)
                          SELECT id, agent, epoch, lane, sequence, stored, refused, appended_us, day, sum FROM source.producer;
                        INSERT INTO main.outcome(producer, sequence, data, sum) SELECT producer, sequence, data, sum FROM source.outcome;
                        INSERT INTO main.trimmed SELECT * FROM source.trimmed;
                        INSERT INTO main.meta SELECT * FROM source.meta WHERE key IN ('trimmed_through', 'lanes');
                        """);
                }
            },
            busyTimeout);
    }
}
