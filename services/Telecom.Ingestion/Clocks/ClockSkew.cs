namespace Telecom.Ingestion.Clocks;

/// <summary>
/// How far the clock of one agent is ahead of the server's, from one-way messages: a message that is stamped when it is sent shows the skew
/// less the delay of its way here, so that the largest difference of a window is the best (the minimum filter of NTP, RFC 5905 section 10,
/// on one way). Agents that echo the server's time bound the error too: the delay there and back cannot be less than the delay here.
/// </summary>
/// <remarks>Not safe for several writers; readers may be a message behind.</remarks>
/// <param name="windowTicks">Length of one of the two windows that are looked at together, in ticks of the monotonic clock.</param>
internal sealed class ClockSkew(long windowTicks)
{
    private const long None = long.MinValue;

    private long _windowEnds = None;
    private long _before = None;
    private long _now = None;
    private long _delayBefore = long.MaxValue;
    private long _delayNow = long.MaxValue;

    /// <summary>True when the agent told its time within the last two windows.</summary>
    public bool IsKnown => LowestUs != None;

    /// <summary>Least skew, microseconds; negative when the agent's clock is behind. Meaningful only when known.</summary>
    public long LowestUs => Math.Max(Volatile.Read(ref _before), Volatile.Read(ref _now));

    /// <summary>How much more the skew may be, microseconds; 0 when the agent does not echo times.</summary>
    public long ErrorUs => Math.Min(Volatile.Read(ref _delayBefore), Volatile.Read(ref _delayNow)) is var delay && delay == long.MaxValue ? 0 : delay;

    /// <summary>Whether the skew is beyond a limit for certain, as far as the error is known.</summary>
    /// <param name="limitUs">The limit, microseconds.</param>
    public bool IsBeyond(long limitUs) => IsKnown && (LowestUs > limitUs || LowestUs + ErrorUs < -limitUs);

    /// <summary>Takes a time that the agent's clock showed when it sent a message, or earlier.</summary>
    /// <param name="agentUs">The agent's time, microseconds since the Unix epoch.</param>
    /// <param name="serverUs">The server's time at receipt, microseconds since the Unix epoch.</param>
    /// <param name="timestamp">The monotonic clock at receipt.</param>
    public void Told(long agentUs, long serverUs, long timestamp)
    {
        Turn(timestamp);
        Int128 difference = (Int128)agentUs - serverUs;
        long bounded = (long)Int128.Clamp(difference, -long.MaxValue, long.MaxValue);
        Volatile.Write(ref _now, Math.Max(_now, bounded));
    }

    /// <summary>Takes an echo.</summary>
    /// <param name="echoedUs">A time of the server that the agent received, microseconds since the Unix epoch.</param>
    /// <param name="heldUs">How long the agent had it, microseconds.</param>
    /// <param name="serverUs">The server's time at receipt, microseconds since the Unix epoch.</param>
    /// <param name="timestamp">The monotonic clock at receipt.</param>
    public void Echoed(long echoedUs, long heldUs, long serverUs, long timestamp)
    {
        Turn(timestamp);
        Int128 delay = (Int128)serverUs - echoedUs - heldUs;
        if (heldUs >= 0 && delay >= 0 && delay < long.MaxValue)
        {
            Volatile.Write(ref _delayNow, Math.Min(_delayNow, Math.Max(1, (long)delay)));
        }
    }

    private void Turn(long timestamp)
    {
        if (_windowEnds == None)
        {
            _windowEnds = timestamp + windowTicks;
            return;
        }

        for (int turns = 0; timestamp >= _windowEnds && turns < 2; turns++)
        {
            Volatile.Write(ref _before, _now);
            Volatile.Write(ref _delayBefore, _delayNow);
            Volatile.Write(ref _now, None);
            Volatile.Write(ref _delayNow, long.MaxValue);
            _windowEnds += windowTicks;
        }

        if (timestamp >= _windowEnds)
        {
            _windowEnds = timestamp + windowTicks;
        }
    }
}
