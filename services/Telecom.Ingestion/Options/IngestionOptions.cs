namespace Telecom.Ingestion;

/// <summary>
/// Limits and times of ingestion; configuration section "Ingestion". Every value is checked when the service starts, and all wrong
/// values are reported together. The largest message is "Listen:MaxReceiveMessageBytes".
/// </summary>
public sealed class IngestionOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Ingestion";

    /// <summary>Most samples in one batch. Default 10000; 1 to 100000.</summary>
    public int MaxBatchSamples { get; set; } = 10_000;

    /// <summary>
    /// Most batches of one stream that were read and not yet acknowledged; above it the stream is not read. Default 64; 1 to 1024, since
    /// the log remembers what it answered for a lane's last 1024 batches only.
    /// </summary>
    public int MaxUnacknowledgedBatches { get; set; } = 64;

    /// <summary>
    /// Most bytes of one stream that were read and not yet acknowledged; above it the stream is not read. Default 8388608 (8 MiB); 65536 to
    /// 1073741824.
    /// </summary>
    public long MaxStreamInFlightBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>
    /// Most bytes of all streams together that were read and not yet stored; above it no stream is read. A stream may exceed it by the one
    /// message that it was reading. Default 268435456 (256 MiB); not below MaxStreamInFlightBytes, at most 68719476736.
    /// </summary>
    public long MaxInFlightBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>Most circuit handles on one stream; handles are 1 to this number. Default 10000; 1 to 100000.</summary>
    public int MaxCircuits { get; set; } = 10_000;

    /// <summary>Most lanes of one agent; lanes are 0 to this number less one. Default 16; 1 to 1024.</summary>
    public int MaxLanes { get; set; } = 16;

    /// <summary>Most streams at a time. Default 10000; 1 to 100000.</summary>
    public int MaxStreams { get; set; } = 10_000;

    /// <summary>Most streams of one agent at a time, whatever their spool epochs. Default 32; not below MaxLanes, at most 4096.</summary>
    public int MaxStreamsPerAgent { get; set; } = 32;

    /// <summary>How far in the future a sample's instant may lie: the error that an agent's clock may have. Default 5 minutes; 0 to 1 day.</summary>
    public TimeSpan MaxFuture { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Either side sends a heartbeat when it sent nothing else for this long. Default 15 s; 100 ms to 5 minutes.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A stream that sent nothing for this long is ended. Default 60 s; at least twice HeartbeatInterval, at most 1 hour.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Age at which a stream is told to reconnect, less or more a tenth by chance, so that streams spread over new replicas and a revoked
    /// key stops working. Default 30 minutes; 1 s to 1 day.
    /// </summary>
    public TimeSpan MaxStreamAge { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Time for which a stream that was told to move is still read, so that the agent can stop, say Finish, and lose no answer to a cut
    /// connection. Default 2 s; 0 to 1 minute, at most DrainLimit.
    /// </summary>
    public TimeSpan DrainGrace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest time that a stream which ends may still take to acknowledge what it read. Default 10 s; 100 ms to 5 minutes.</summary>
    public TimeSpan DrainLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Time after which a stream that was ended may reconnect; each stream is told between half and one and a half of it by chance.
    /// Default 1 s; 0 to 5 minutes.
    /// </summary>
    public TimeSpan ReconnectAfter { get; set; } = TimeSpan.FromSeconds(1);
}
