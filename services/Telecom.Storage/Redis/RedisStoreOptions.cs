using Telecom.Storage.Log;

namespace Telecom.Storage.Redis;

/// <summary>
/// Settings of the shared engine. Appends under way take at most <see cref="Partitions"/> × (<see cref="QueueEntries"/> +
/// <see cref="GroupEntries"/>) × <see cref="MaxRecordBytes"/> of a writer's memory.
/// </summary>
public sealed class RedisStoreOptions
{
    /// <summary>
    /// "host:port" of the server, or of some nodes of a Redis Cluster, which tell the others. 1 to 64; required.
    /// </summary>
    public IList<string> Endpoints { get; } = [];

    /// <summary>Password of the server's default user; empty for none. Never logged.</summary>
    public string Password { get; set; } = "";

    /// <summary>True to speak TLS. Default false.</summary>
    public bool Tls { get; set; }

    /// <summary>Name that the server's certificate must have; empty for the host of the endpoint. Default empty.</summary>
    public string TlsHost { get; set; } = "";

    /// <summary>
    /// What every key begins with, so that several suites share a server. 1 to 32 of a-z, A-Z, 0-9, '-', '_', '.'; default "telecom".
    /// </summary>
    public string Prefix { get; set; } = "telecom";

    /// <summary>
    /// Number of partitions. Fixed when the first service opens the store; another number is refused. From 1 to 4,096; default 64.
    /// </summary>
    public int Partitions { get; set; } = 64;

    /// <summary>Longest time to connect. From 100 ms to 1 min; default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Longest wait for one answer. A call that is not answered by then is in doubt: it may have been carried out. Every step is made so
    /// that it can be sent again. From 50 ms to 1 min; default 2 s.
    /// </summary>
    public TimeSpan CallDeadline { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a call is sent again when it is in doubt, or while the server loads, fails over or moves a slot, before the caller is told
    /// that the store is unavailable. From 0 s (tried once) to 10 min; default 15 s, since a cluster fails over in a few seconds.
    /// </summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// What <see cref="StoreUnavailableException.RetryAfter"/> tells callers after a failure. From 10 ms to 1 min; default 1 s.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Replicas that must have an append before it is acknowledged (WAIT). With 0 a fail-over to a replica that is behind loses what was
    /// acknowledged meanwhile; agents then send again what they keep. From 0 to 5; default 0.
    /// </summary>
    public int ReplicaAcknowledgements { get; set; }

    /// <summary>Longest wait for those replicas; then the append is in doubt and sent again. From 10 ms to 1 min; default 1 s.</summary>
    public TimeSpan ReplicaTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What the server's persistence promises, where CONFIG is forbidden and the store cannot see for itself. Stating it also states that
    /// maxmemory-policy is noeviction. Default none: then a server that forbids CONFIG is refused.
    /// </summary>
    public LogDurability? StatedDurability { get; set; }

    /// <summary>
    /// Connections that appends are spread over, by partition. A server reads about one record of 16 KB from each connection before it
    /// syncs its append-only file, so that several connections share a sync. From 1 to 64; default 8.
    /// </summary>
    public int WriteConnections { get; set; } = 8;

    /// <summary>Appends that may wait for a partition's writer; a caller beyond it waits (back-pressure). From 1 to 65,536; default 256.</summary>
    public int QueueEntries { get; set; } = 256;

    /// <summary>Most appends in one step. From 1 to 4,096; default 128.</summary>
    public int GroupEntries { get; set; } = 128;

    /// <summary>
    /// Record bytes at which a step takes no more appends (it takes one at least). In bytes, from 64 KiB to 64 MiB; default 1 MiB: the
    /// server does nothing else while it carries out a step.
    /// </summary>
    public int GroupBytes { get; set; } = 1 << 20;

    /// <summary>Longest record and longest outcome; longer ones are the caller's error. In bytes, from 1 KiB to 256 MiB; default 4 MiB.</summary>
    public int MaxRecordBytes { get; set; } = 4 << 20;

    /// <summary>Longest data of one event; longer ones are the caller's error. In bytes, from 1 KiB to 256 MiB; default 4 MiB.</summary>
    public int MaxEventBytes { get; set; } = 4 << 20;

    /// <summary>
    /// How long content keys are remembered (<see cref="AppendEntry.ContentKeys"/>); about 110 bytes of the server's memory each.
    /// From 1 min to 35 days; default 24 h.
    /// </summary>
    public TimeSpan ContentWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Least time between two messages that wake readers. From 1 ms to 1 s; default 10 ms.</summary>
    public TimeSpan WakeInterval { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Added to the server's clock wherever a step reads it. For tests of what happens in time; the suite's clocks and the server's are
    /// otherwise kept together by NTP.
    /// </summary>
    internal Func<TimeSpan> ClockShift { get; set; } = () => TimeSpan.Zero;

    /// <summary>Every violation of the documented ranges, all at once; empty when the options are good.</summary>
    public IReadOnlyList<string> Validate() => RedisStoreOptionsRules.Violations(this);

    internal long ClockShiftUs => ClockShift().Ticks / TimeSpan.TicksPerMicrosecond;

    internal void ThrowIfInvalid()
    {
        IReadOnlyList<string> errors = Validate();
        if (errors.Count > 0)
        {
            throw new ArgumentException($"{nameof(RedisStoreOptions)} is not valid. {string.Join("; ", errors)}.");
        }
    }
}
