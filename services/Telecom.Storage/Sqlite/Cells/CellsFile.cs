using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Cells;

/// <summary>The layout of cells.db.</summary>
internal static class CellsFile
{
    /// <summary>
    /// Names of circuits and agents are long and few, so each is stored once. A series is what one partition keeps of one circuit from
    /// one agent. A row's id is a number that has its place in it: minute cells lie by minute (<see cref="CellId"/>), as they are written;
    /// hours and days by series (<see cref="RowId"/>), as they are read. Blobs lie in leaves only. Pages that retention frees are used
    /// again and are given back to the file system a few at a time (auto_vacuum incremental).
    /// </summary>
    public static SqliteFormat Format { get; } = new("measurement store", 0x54534c43 /* TSLC */, 2, Common + Since2)
    {
        GivesBack = true,
        Upgrades = ["ALTER TABLE cell RENAME TO cell_1;" + Since2 + FromCell1],
    };

    private const string Common = """
        CREATE TABLE partition(
          id INTEGER PRIMARY KEY,
          owner TEXT,
          expires_us INTEGER NOT NULL,
          duration_us INTEGER NOT NULL,
          fence INTEGER NOT NULL,
          major INTEGER NOT NULL,
          minor INTEGER NOT NULL);
        CREATE TABLE name(
          id INTEGER PRIMARY KEY,
          value TEXT NOT NULL UNIQUE);
        CREATE TABLE too_late(
          circuit INTEGER NOT NULL,
          minute INTEGER NOT NULL,
          agent INTEGER NOT NULL,
          partition INTEGER NOT NULL,
          samples INTEGER NOT NULL,
          PRIMARY KEY(circuit, minute, agent, partition)) WITHOUT ROWID;
        CREATE TABLE progress(
          agent INTEGER NOT NULL,
          epoch BLOB NOT NULL,
          lane INTEGER NOT NULL,
          sequence INTEGER NOT NULL,
          samples INTEGER NOT NULL,
          too_late INTEGER NOT NULL,
          PRIMARY KEY(agent, epoch, lane)) WITHOUT ROWID;
        """;

    private const string Since2 = """

        CREATE TABLE series(
          id INTEGER PRIMARY KEY,
          circuit INTEGER NOT NULL,
          agent INTEGER NOT NULL,
          partition INTEGER NOT NULL,
          UNIQUE(circuit, agent, partition));
        CREATE TABLE cell(
          id INTEGER PRIMARY KEY,
          data BLOB NOT NULL);
        CREATE TABLE hour(
          id INTEGER PRIMARY KEY,
          data BLOB NOT NULL);
        CREATE TABLE day(
          id INTEGER PRIMARY KEY,
          data BLOB NOT NULL);
        CREATE TABLE due(
          partition INTEGER NOT NULL,
          level INTEGER NOT NULL,
          start INTEGER NOT NULL,
          series INTEGER NOT NULL,
          PRIMARY KEY(partition, level, start, series)) WITHOUT ROWID;
        CREATE INDEX due_series ON due(series, level, start);
        """;

    private const string FromCell1 = """

        INSERT INTO series(circuit, agent, partition) SELECT DISTINCT circuit, agent, partition FROM cell_1;
        INSERT INTO cell(id, data)
          SELECT (c.minute << 37) | (s.partition << 25) | s.id, c.data FROM series s JOIN cell_1 c USING (circuit, agent, partition) ORDER BY 1;
        INSERT INTO due(partition, level, start, series)
          SELECT DISTINCT s.partition, 1, c.minute / 60 * 60, s.id FROM series s JOIN cell_1 c USING (circuit, agent, partition);
        DROP TABLE cell_1;
        """;
}
