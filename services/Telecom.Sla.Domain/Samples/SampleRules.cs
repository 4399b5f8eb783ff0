namespace Telecom.Sla.Domain.Samples;

/// <summary>
/// What one sample may say, and the exact integers that it becomes. The limits keep every sum of the measurement inside its type and
/// are far above anything a network does.
/// </summary>
public static class SampleRules
{
    /// <summary>2000-01-01T00:00:00Z, the earliest instant, microseconds since the Unix epoch.</summary>
    public const long EarliestInstantUs = 946_684_800_000_000;

    /// <summary>Largest round-trip delay, microseconds: one hour. It is exact as a 32-bit float.</summary>
    public const float MaxLatencyUs = 3_600_000_000f;

    /// <summary>Largest round-trip delay, nanoseconds: one hour.</summary>
    public const long MaxLatencyNanoseconds = 3_600_000_000_000;

    /// <summary>Largest throughput, bits per second.</summary>
    public const double MaxThroughputBps = 1e15;

    /// <summary>Largest throughput, bits per second, as an integer.</summary>
    public const long MaxThroughputBitsPerSecond = 1_000_000_000_000_000;

    /// <summary>Most packets in one loss sample.</summary>
    public const uint MaxPackets = 1_000_000_000;

    /// <summary>Checks an instant.</summary>
    /// <param name="instantUs">The sample's instant, microseconds since the Unix epoch; any value.</param>
    /// <param name="nowUs">The receiver's clock, microseconds since the Unix epoch.</param>
    /// <param name="maxFutureUs">How far ahead of the receiver's clock the instant may lie, microseconds; exactly that far is allowed.</param>
    public static SampleFault CheckInstant(long instantUs, long nowUs, long maxFutureUs)
    {
        if (instantUs < EarliestInstantUs)
        {
            return SampleFault.TimeOutOfRange;
        }

        return instantUs > (Int128)nowUs + maxFutureUs ? SampleFault.TimeInFuture : SampleFault.None;
    }

    /// <summary>Checks a round-trip delay in microseconds: finite, 0 to one hour.</summary>
    public static SampleFault CheckLatency(float latencyUs) => Check(latencyUs, MaxLatencyUs);

    /// <summary>Checks a throughput in bits per second: finite, 0 to 1e15.</summary>
    public static SampleFault CheckThroughput(double throughputBps) => Check(throughputBps, MaxThroughputBps);

    /// <summary>Checks packets sent and lost: 1 to 1e9 sent, no more lost than sent.</summary>
    public static SampleFault CheckLoss(uint sent, uint lost)
    {
        if (sent == 0)
        {
            return SampleFault.NothingSent;
        }

        if (sent > MaxPackets)
        {
            return SampleFault.TooLarge;
        }

        return lost > sent ? SampleFault.LostAboveSent : SampleFault.None;
    }

    /// <summary>
    /// The delay in nanoseconds, half to even. The product is exact: 24 bits of a float times 1000 fit in the 53 bits of a double.
    /// </summary>
    /// <param name="latencyUs">A delay that <see cref="CheckLatency"/> allows.</param>
    /// <exception cref="OverflowException">The delay was not checked and does not fit.</exception>
    public static long LatencyNanoseconds(float latencyUs) => (long)Math.Round(latencyUs * 1000.0, MidpointRounding.ToEven);

    /// <summary>The throughput in whole bits per second, half to even.</summary>
    /// <param name="throughputBps">A throughput that <see cref="CheckThroughput"/> allows.</param>
    /// <exception cref="OverflowException">The throughput was not checked and does not fit.</exception>
    public static long ThroughputBitsPerSecond(double throughputBps) => (long)Math.Round(throughputBps, MidpointRounding.ToEven);

    private static SampleFault Check(double value, double max)
    {
        if (!double.IsFinite(value))
        {
            return SampleFault.NotFinite;
        }

        if (value < 0)
        {
            return SampleFault.Negative;
        }

        return value > max ? SampleFault.TooLarge : SampleFault.None;
    }
}
