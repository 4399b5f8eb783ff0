using Telecom.Ingestion.Intake;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;

namespace Telecom.Ingestion.Clocks;

/// <summary>
/// Watches the clock of a stream's agent. While the clock is off by more than the limit, the records of the stream are marked suspect, and
/// crossing the limit is logged either way.
/// </summary>
internal sealed partial class LaneClock
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _clock;
    private readonly IngestionMetrics _metrics;
    private readonly ILogger _logger;
    private readonly long _limitUs;
    private readonly LaneIntake _lane;

    public LaneClock(LaneIntake lane, TimeProvider clock, IngestionMetrics metrics, TimeSpan limit, ILogger logger)
    {
        _lane = lane;
        _clock = clock;
        _metrics = metrics;
        _logger = logger;
        _limitUs = (long)limit.TotalMicroseconds;
        Skew = new ClockSkew((long)(Window.TotalSeconds * clock.TimestampFrequency));
    }

    /// <summary>The estimate.</summary>
    public ClockSkew Skew { get; }

    /// <summary>Takes the agent's time in Hello.</summary>
    public void Take(Hello hello)
    {
        if (hello.AgentTimeUs != 0)
        {
            Skew.Told(hello.AgentTimeUs, NowUs(), _clock.GetTimestamp());
            Judge();
        }
    }

    /// <summary>Takes the agent's time in a heartbeat, and its echo of the server's.</summary>
    public void Take(Heartbeat heartbeat)
    {
        long nowUs = NowUs();
        if (heartbeat.PeerTimeUs != 0)
        {
            Skew.Echoed(heartbeat.PeerTimeUs, heartbeat.PeerAgeUs, nowUs, _clock.GetTimestamp());
        }

        if (heartbeat.TimeUs != 0)
        {
            Skew.Told(heartbeat.TimeUs, nowUs, _clock.GetTimestamp());
            Judge();
        }
    }

    /// <summary>Takes the newest instant of a batch: the agent's clock was at least there when it sent it.</summary>
    public void Take(long newestUs, long receivedAtUs)
    {
        // A sample is as old as the spool made it, so that it says something only when it comes from the future.
        if (newestUs > receivedAtUs && newestUs - receivedAtUs > Skew.LowestUs)
        {
            Skew.Told(newestUs, receivedAtUs, _clock.GetTimestamp());
            Judge();
        }
    }

    private void Judge()
    {
        bool beyond = Skew.IsBeyond(_limitUs);
        _metrics.ClockSkew(Skew.LowestUs);
        if (beyond == (_lane.Suspect == SuspectReason.ClockSkew))
        {
            return;
        }

        _lane.Suspect = beyond ? SuspectReason.ClockSkew : SuspectReason.Unspecified;
        if (beyond)
        {
            Log.Beyond(_logger, _lane.Lane, Skew.LowestUs / 1000, Skew.ErrorUs / 1000, _limitUs / 1000);
        }
        else
        {
            Log.Within(_logger, _lane.Lane, Skew.LowestUs / 1000, _limitUs / 1000);
        }
    }

    private long NowUs() => UtcInstant.From(_clock.GetUtcNow()).Microseconds;

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 2020,
            Level = LogLevel.Warning,
            Message = "The agent's clock of {Lane} is {SkewMs} ms ahead (up to {ErrorMs} ms more), beyond the limit of {LimitMs} ms; its samples are marked suspect")]
        public static partial void Beyond(ILogger logger, ProducerLane lane, long skewMs, long errorMs, long limitMs);

        [LoggerMessage(
            EventId = 2021, Level = LogLevel.Information, Message = "The agent's clock of {Lane} is {SkewMs} ms ahead, within the limit of {LimitMs} ms again")]
        public static partial void Within(ILogger logger, ProducerLane lane, long skewMs, long limitMs);
    }
}
