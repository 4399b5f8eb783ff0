namespace Telecom.Storage.Sqlite;

/// <summary>Settings of the embedded measurement store (file cells.db).</summary>
public sealed class SqliteMeasurementStoreOptions : SqliteWriterOptions
{
    /// <summary>
    /// True to sync at every write, false to sync at checkpoints only. Without it a power loss may take the last writes, cells and
    /// position together, and they are folded again from the log; a killed process loses nothing either way. Default false.
    /// </summary>
    public bool SyncEveryWrite { get; set; }
}
