namespace Telecom.Storage.Sqlite;

/// <summary>Settings of a reader of the embedded sample log.</summary>
public sealed class SqliteSampleLogReaderOptions : SqliteStoreOptions
{
    /// <summary>
    /// How often a waiting reader looks for new records, which no other process can signal to it. From 1 ms to 10 s; default 50 ms.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(50);

    private protected override void Collect(List<string> errors)
    {
        base.Collect(errors);
        Range(errors, nameof(PollInterval), PollInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
    }
}
