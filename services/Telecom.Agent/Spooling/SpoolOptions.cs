namespace Telecom.Agent.Spooling;

/// <summary>How the spool keeps samples on disk.</summary>
internal sealed record SpoolOptions
{
    /// <summary>Folder of the spool; made when absent. One agent at a time.</summary>
    public required string Directory { get; init; }

    /// <summary>Most bytes of spooled batches, 1 MiB to 1 TiB, default 512 MiB. A full spool takes no new samples until some are acknowledged.</summary>
    public long MaxBytes { get; init; } = 512L << 20;

    /// <summary>Bytes after which a new segment file is begun, 4 KiB to 1 GiB, default 4 MiB. Acknowledged batches are deleted by whole segments.</summary>
    public long SegmentBytes { get; init; } = 4L << 20;

    /// <summary>When batches are synced to the disk. Default each batch.</summary>
    public FsyncPolicy Fsync { get; init; }

    /// <summary>
    /// How long acknowledged batches are kept, 0 to 7 days, default 5 minutes, so that a gateway whose store fell back to an older copy can be
    /// sent again what it lost. A full spool deletes them sooner.
    /// </summary>
    public TimeSpan KeepAcknowledged { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most bytes of the file of refused samples, 64 KiB to 1 TiB, default 64 MiB; beyond it refused samples are only counted.</summary>
    public long RejectedBytes { get; init; } = 64L << 20;

    /// <summary>Most bytes of samples that wait to be tried again, 64 KiB to 1 TiB, default 64 MiB; beyond it they count as refused for good.</summary>
    public long RetryBytes { get; init; } = 64L << 20;

    /// <summary>Shortest time until a retryable sample is tried again, 100 ms to 1 day, default 30 s; it grows to half the sample's age.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time until a retryable sample is tried again, not below <see cref="RetryDelay"/>, at most 1 day, default 1 hour.</summary>
    public TimeSpan RetryLongestDelay { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A sample older than this is not tried again but counts as refused for good, 0 to 365 days, default 6 hours.</summary>
    public TimeSpan RetryMaxAge { get; init; } = TimeSpan.FromHours(6);
}
