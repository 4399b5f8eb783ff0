namespace Telecom.Agent.Probing;

/// <summary>
/// Makes rates from readings of counters. There is a rate only between two readings of one run of the counters: not at the first reading, not
/// across a step back (the interface was reset), not across a missing interface, and not across a gap in which the agent did not read.
/// </summary>
/// <param name="direction">Which counter.</param>
/// <param name="frequency">Monotonic ticks in a second.</param>
/// <param name="longestTicks">Longest time between two readings that still gives a rate, in monotonic ticks.</param>
internal sealed class RateMeter(TrafficDirection direction, long frequency, long longestTicks)
{
    private InterfaceCounters? _last;
    private long _lastTimestamp;
    private long _lastInstantUs;

    /// <summary>Takes a reading.</summary>
    /// <param name="counters">The counters; null when the interface is missing.</param>
    /// <param name="timestamp">Monotonic reading at which they were read.</param>
    /// <param name="instantUs">The same instant, microseconds since the Unix epoch.</param>
    /// <param name="rate">The rate since the reading before, when the result is <see cref="RateVerdict.Rate"/>.</param>
    public RateVerdict Take(InterfaceCounters? counters, long timestamp, long instantUs, out Rate rate)
    {
        (InterfaceCounters? before, long from, long fromUs) = (_last, _lastTimestamp, _lastInstantUs);
        (_last, _lastTimestamp, _lastInstantUs) = (counters, timestamp, instantUs);
        rate = default;
        if (counters is not { } now)
        {
            return RateVerdict.Missing;
        }

        long elapsed = timestamp - from;
        if (before is not { } then || elapsed <= 0 || elapsed > longestTicks)
        {
            return RateVerdict.First;
        }

        if (now.Received < then.Received || now.Transmitted < then.Transmitted)
        {
            return RateVerdict.Reset;
        }

        double received = (now.Received - then.Received) * 8.0 * frequency / elapsed;
        double transmitted = (now.Transmitted - then.Transmitted) * 8.0 * frequency / elapsed;
        rate = new Rate(fromUs, direction switch
        {
            TrafficDirection.Receive => received,
            TrafficDirection.Transmit => transmitted,
            _ => Math.Max(received, transmitted),
        });
        return RateVerdict.Rate;
    }
}
