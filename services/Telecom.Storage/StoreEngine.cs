namespace Telecom.Storage;

/// <summary>Where a service keeps what it stores.</summary>
public enum StoreEngine
{
    /// <summary>Embedded: SQLite files in the service's data folder, one machine.</summary>
    Sqlite,

    /// <summary>Shared: one Redis server or a Redis Cluster, any number of machines.</summary>
    Redis,
}
