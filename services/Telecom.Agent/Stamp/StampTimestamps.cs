using Telecom.Agent.Clocks;

namespace Telecom.Agent.Stamp;

/// <summary>Makes the timestamps and error estimates of this host's STAMP packets. The estimate is asked of the kernel at most every 16 s.</summary>
internal sealed class StampTimestamps(AnchoredClock clock, TimestampFormat format)
{
    private static readonly TimeSpan EstimateAge = TimeSpan.FromSeconds(16);

    private readonly Lock _lock = new();
    private ErrorEstimate? _estimate;
    private long _estimatedAt;

    /// <summary>The format in which timestamps are written.</summary>
    public TimestampFormat Format => format;

    /// <summary>The wire form of a monotonic reading.</summary>
    public ulong At(ClockAnchor anchor, long timestamp) => StampTime.Encode(anchor.At(timestamp), format);

    /// <summary>The error estimate that belongs to <see cref="At"/>: the operating system's error bound and the anchor's.</summary>
    public ErrorEstimate Error()
    {
        lock (_lock)
        {
            long now = clock.GetTimestamp();
            if (_estimate is not { } estimate || clock.ElapsedNanoseconds(_estimatedAt, now) > EstimateAge.Ticks * 100)
            {
                ClockQuality quality = ClockQuality.Read();
                estimate = ErrorEstimate.FromNanoseconds(
                    quality.Synchronized, format, quality.ErrorNanoseconds + AnchoredClock.StepThresholdNanoseconds);
                _estimate = estimate;
                _estimatedAt = now;
            }

            return estimate;
        }
    }
}
