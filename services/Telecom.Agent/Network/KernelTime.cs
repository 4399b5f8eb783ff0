using Telecom.Agent.Clocks;

namespace Telecom.Agent.Network;

/// <summary>
/// Turns the kernel's receive time of a packet into a monotonic reading. The kernel stamps by its wall clock, so the packet's age is the
/// wall clock now less the stamp. A step of the wall clock between stamp and reading would falsify the age: an age below zero counts as zero,
/// and callers refuse a reading before their own T1.
/// </summary>
internal sealed class KernelTime(AnchoredClock clock, TimeProvider time)
{
    // The kernel's stamps are of the real clock; with any other time source they mean nothing.
    private readonly bool _usable = ReferenceEquals(time, TimeProvider.System);

    /// <summary>When the packet came, as a monotonic reading: by the kernel's stamp if there is one, else now.</summary>
    public long ReceivedAt(Datagram datagram)
    {
        if (!_usable || datagram.KernelTimeNanoseconds == 0)
        {
            return clock.GetTimestamp();
        }

        long before = clock.GetTimestamp();
        long wall = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        long after = clock.GetTimestamp();
        long age = Math.Max(0, wall - datagram.KernelTimeNanoseconds);
        return before + (after - before) / 2 - ClockAnchor.ToTicks(age, clock.Frequency);
    }
}
