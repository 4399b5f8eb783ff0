using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Cells;

/// <summary>The layout of cells.db.</summary>
internal static class CellsFile
{
    /// <summary>
    /// Names of circuits and agents are long and few, so each is stored once and cells name them by number. Cells lie by circuit and
    /// minute, because that is how they are asked for: a circuit's hours are neighbouring pages, already in order.
    /// </summary>
    public static SqliteFormat Format { get; } = new("measurement store", 0x54534c43 /* TSLC */, 1, """
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
        CREATE TABLE cell(
          circuit INTEGER NOT NULL,
          minute INTEGER NOT NULL,
          agent INTEGER NOT NULL,
          partition INTEGER NOT NULL,
          data BLOB NOT NULL,
          PRIMARY KEY(circuit, minute, agent, partition)) WITHOUT ROWID;
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
        """);
}
