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

    /// <summary>
    /// How long the log keeps records that were folded, for rebuilds. Default 3 days; 0 (removed as soon as folded) to 400 days. What was
    /// not folded is never removed.
    /// </summary>
    public TimeSpan LogRetention { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// How long a lane that appends nothing is remembered, and with it which of its batches the log has had. Default 90 days; 0 (for ever),
    /// or 1 day to 3650 days. Agents keep their spools for less.
    /// </summary>
    public TimeSpan LaneRetention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How often the log is trimmed when nobody reports. Default 1 minute; 1 s to 1 day.</summary>
    public TimeSpan TrimInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the measurement service is asked to report how far it folded. Default 10 s; 100 ms to 1 hour.</summary>
    public TimeSpan ConsumedReportInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How far an agent's clock may be ahead or behind before its samples are marked suspect. Default 60 s; 1 ms to 1 day. Samples further
    /// ahead than MaxFuture are refused whatever this says.
    /// </summary>
    public TimeSpan MaxClockSkew { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Most samples a second of one agent, over all of its streams and calls. Who sends more is read more slowly, and refused with
    /// RESOURCE_EXHAUSTED when that does not help. Default 0 (no limit); to 1000000000.
    /// </summary>
    public long MaxSamplesPerSecondPerAgent { get; set; }

    /// <summary>The same for one customer, over all of its agents. Default 0 (no limit); to 1000000000.</summary>
    public long MaxSamplesPerSecondPerCustomer { get; set; }

    /// <summary>Time whose samples may come at once after silence: an agent that was offline catches up. Default 1 minute; 1 s to 1 day.</summary>
    public TimeSpan QuotaBurst { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Longest time that a stream above its quota is not read before it is ended instead. Default 30 s; 0 to 1 hour. Heartbeats go on
    /// meanwhile.
    /// </summary>
    public TimeSpan QuotaPatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Most circuits that one agent may write, over all of its streams and calls; samples of others are refused for good. Default 0 (no
    /// limit); to 1000000. Replicas on a shared store count for themselves.
    /// </summary>
    public int MaxSeriesPerAgent { get; set; }

    /// <summary>The same for all agents of one customer together; a circuit that two agents write counts twice. Default 0 (no limit); to 10000000.</summary>
    public int MaxSeriesPerCustomer { get; set; }

    /// <summary>
    /// Time after which a circuit that its agent no longer declares gives its place to another, in whole days. Default 35 days; 2 to 3650 days.
    /// </summary>
    public TimeSpan SeriesRetention { get; set; } = TimeSpan.FromDays(35);

    /// <summary>
    /// Most lanes of one agent that the log remembers, of all of its spool epochs; a new one above it is refused. Default 1024; not below
    /// MaxLanes, at most 100000. LaneRetention forgets old ones.
    /// </summary>
    public int MaxRememberedLanes { get; set; } = 1024;
}
