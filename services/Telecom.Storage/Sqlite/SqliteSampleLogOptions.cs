namespace Telecom.Storage.Sqlite;

/// <summary>
/// Settings of the embedded sample log's writing end. Memory of appends under way is at most
/// <see cref="QueueEntries"/> + <see cref="GroupEntries"/> times <see cref="MaxRecordBytes"/>.
/// </summary>
public sealed class SqliteSampleLogOptions : SqliteWriterOptions
{
    /// <summary>
    /// Number of partitions. Fixed when the log is created; opening an existing log with another number is refused. From 1 to 4,096;
    /// default 64.
    /// </summary>
    public int Partitions { get; set; } = 64;

    /// <summary>
    /// Appends that may wait for the writer; a caller beyond it waits until there is room (back-pressure, nothing is dropped). From 1 to
    /// 65,536; default 256.
    /// </summary>
    public int QueueEntries { get; set; } = 256;

    /// <summary>Most appends in one transaction. From 1 to 65,536; default 256.</summary>
    public int GroupEntries { get; set; } = 256;

    /// <summary>
    /// Record bytes at which a transaction takes no more appends (it takes one at least). In bytes, from 64 KiB to 1 GiB; default 8 MiB.
    /// </summary>
    public int GroupBytes { get; set; } = 8 << 20;

    /// <summary>
    /// Longest record and longest outcome; longer ones are the caller's error. In bytes, from 1 KiB to 256 MiB; default 4 MiB, the
    /// longest message that gRPC takes by default.
    /// </summary>
    public int MaxRecordBytes { get; set; } = 4 << 20;

    /// <summary>
    /// How long content keys are remembered (<see cref="Log.AppendEntry.ContentKeys"/>), at least; at most an eighth longer. A day's file
    /// stays as long as it holds keys of the window. From 1 min to 35 days; default 24 h.
    /// </summary>
    public TimeSpan ContentWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Most content keys that are remembered, about 40 bytes of memory each; beyond them the oldest are forgotten before the window
    /// ends, with a warning. From 1,000 to 1,000,000,000; default 16,000,000.
    /// </summary>
    public int MaxContentKeys { get; set; } = 16_000_000;

    /// <summary>
    /// Newest record bytes that are left in the system's file cache; older ones are given back, and a reader that is further behind reads
    /// them from the disk. In bytes, from 16 MiB to 1 TiB, or 0 to leave it to the system; default 64 MiB.
    /// </summary>
    public long CachedBytes { get; set; } = 64L << 20;

    private protected override void Collect(List<string> errors)
    {
        base.Collect(errors);
        Range(errors, nameof(Partitions), Partitions, 1, 4096);
        Range(errors, nameof(QueueEntries), QueueEntries, 1, 65_536);
        Range(errors, nameof(GroupEntries), GroupEntries, 1, 65_536);
        Range(errors, nameof(GroupBytes), GroupBytes, 64 << 10, 1 << 30);
        Range(errors, nameof(MaxRecordBytes), MaxRecordBytes, 1 << 10, 256 << 20);
        if (CachedBytes != 0)
        {
            Range(errors, nameof(CachedBytes), CachedBytes, 16L << 20, 1L << 40);
        }

        Range(errors, nameof(ContentWindow), ContentWindow, TimeSpan.FromMinutes(1), TimeSpan.FromDays(35));
        Range(errors, nameof(MaxContentKeys), MaxContentKeys, 1000, 1_000_000_000);
    }
}
