using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Availability;

/// <summary>How a contract decides what is down: the parameters of Available Time in MEF 10.3, section 8.8.</summary>
public sealed record AvailabilityRule
{
    /// <summary>Makes a rule.</summary>
    /// <param name="intervalUs">Length of a slice (Δt), microseconds: a whole number of seconds, 1 s to 1 h.</param>
    /// <param name="lossThreshold">Loss ratio (C) above which a slice is bad: 0 to less than 1.</param>
    /// <param name="consecutive">Consecutive bad slices (n) that begin an outage, and good ones that end it: 1 to 1000.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public AvailabilityRule(long intervalUs, Ratio lossThreshold, int consecutive)
    {
        if (intervalUs is < UtcInstant.PerSecond or > UtcInstant.PerHour || intervalUs % UtcInstant.PerSecond != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(intervalUs), intervalUs, "A slice is a whole number of seconds, 1 s to 1 h.");
        }

        if (lossThreshold < Ratio.Zero || lossThreshold >= Ratio.One)
        {
            throw new ArgumentOutOfRangeException(nameof(lossThreshold), lossThreshold, "The loss threshold is at least 0 and less than 1.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(consecutive, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(consecutive, 1000);
        IntervalUs = intervalUs;
        LossThreshold = lossThreshold;
        Consecutive = consecutive;
    }

    /// <summary>Slices of 10 s, bad above 50 % loss, three in a row.</summary>
    public static AvailabilityRule Default { get; } = new(10 * UtcInstant.PerSecond, new Ratio(1, 2), 3);

    /// <summary>Length of a slice (Δt), microseconds. Slices are aligned to the Unix epoch, so that every service cuts them alike.</summary>
    public long IntervalUs { get; }

    /// <summary>Loss ratio (C) above which a slice is bad; exactly this much is good.</summary>
    public Ratio LossThreshold { get; }

    /// <summary>Consecutive bad slices that begin an outage, and consecutive good ones that end it (n).</summary>
    public int Consecutive { get; }

    /// <summary>State of a slice: bad when lost ÷ sent is above the threshold, good when it is not, unmeasured when nothing was sent.</summary>
    /// <param name="sent">Packets sent in the slice, at least 0.</param>
    /// <param name="lost">Packets lost in the slice, 0 to <paramref name="sent"/>.</param>
    public SliceState StateOf(long sent, long lost)
    {
        if (sent == 0)
        {
            return SliceState.Unmeasured;
        }

        // Nearly every slice loses nothing; the multiplication is for the others. A ratio would be reduced first, which costs more.
        return lost != 0 && IsAbove(lost, sent) ? SliceState.Bad : SliceState.Good;
    }

    /// <summary>Number of the slice that an instant lies in, counted from the Unix epoch.</summary>
    public long SliceOf(UtcInstant instant) => UtcInstant.FloorDivide(instant.Microseconds, IntervalUs);

    /// <summary>First instant of a slice.</summary>
    public UtcInstant StartOf(long slice) => new(slice * IntervalUs);

    private bool IsAbove(long lost, long sent) =>
        LossThreshold.Denominator <= long.MaxValue
            ? Math.BigMul((ulong)lost, (ulong)LossThreshold.Denominator) > Math.BigMul((ulong)LossThreshold.Numerator, (ulong)sent)
            : new Ratio(lost, sent) > LossThreshold;
}
