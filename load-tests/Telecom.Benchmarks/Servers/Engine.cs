namespace Telecom.Benchmarks.Servers;

/// <summary>Where the services keep what they store.</summary>
internal enum Engine
{
    /// <summary>The embedded engine: SQLite, synced before each acknowledgement.</summary>
    Sqlite,

    /// <summary>One Redis server with an append-only file that is synced before each answer.</summary>
    Redis,
}
