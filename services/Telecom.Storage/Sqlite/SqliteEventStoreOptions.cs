namespace Telecom.Storage.Sqlite;

/// <summary>Settings of the embedded event store (file events.db). Every append is synced; there is no weaker mode for facts.</summary>
public sealed class SqliteEventStoreOptions : SqliteWriterOptions
{
    /// <summary>Longest data of one event; longer ones are the caller's error. In bytes, from 1 KiB to 256 MiB; default 4 MiB.</summary>
    public int MaxEventBytes { get; set; } = 4 << 20;

    private protected override void Collect(List<string> errors)
    {
        base.Collect(errors);
        Range(errors, nameof(MaxEventBytes), MaxEventBytes, 1 << 10, 256 << 20);
    }
}
