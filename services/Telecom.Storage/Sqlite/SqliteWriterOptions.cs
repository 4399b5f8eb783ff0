namespace Telecom.Storage.Sqlite;

/// <summary>What every writing store of the embedded engine needs to know.</summary>
public abstract class SqliteWriterOptions : SqliteStoreOptions
{
    /// <summary>
    /// Pages of 16 KB in the write-ahead log that start a checkpoint. More pages mean fewer and longer checkpoints. From 100 to
    /// 1,000,000; default 4,000 (64 MB).
    /// </summary>
    public int CheckpointPages { get; set; } = 4000;

    /// <summary>
    /// Size of the write-ahead log at which the writer waits for readers to leave it, so that it starts anew and does not grow without
    /// bound under readers that overlap all the time. In bytes, from 16 MiB to 64 GiB; default 256 MiB.
    /// </summary>
    public long MaxWalBytes { get; set; } = 256L << 20;

    private protected override void Collect(List<string> errors)
    {
        base.Collect(errors);
        Range(errors, nameof(CheckpointPages), CheckpointPages, 100, 1_000_000);
        Range(errors, nameof(MaxWalBytes), MaxWalBytes, 16L << 20, 64L << 30);
    }
}
