using System.Runtime.InteropServices;

namespace Telecom.Agent.Clocks;

/// <summary>What the operating system knows of its clock's error.</summary>
/// <param name="Synchronized">True when the clock is synchronised to UTC by an external source.</param>
/// <param name="ErrorNanoseconds">Bound of the clock's error, nanoseconds.</param>
internal readonly partial record struct ClockQuality(bool Synchronized, long ErrorNanoseconds)
{
    /// <summary>The clock of an unknown system: not synchronised, error of 16 s, which is what a kernel says that has never heard of a time server.</summary>
    public static ClockQuality Unknown => new(false, 16_000_000_000);

    // struct timex of 64-bit Linux: int modes (padded), long offset, freq, maxerror, esterror, int status (padded), ...; 208 bytes.
    private const int TimexBytes = 256;
    private const int MaxErrorOffset = 24;
    private const int ClockUnsynchronized = 5;

    /// <summary>Asks the kernel (adjtimex with modes 0, which needs no privilege); <see cref="Unknown"/> where it cannot be asked.</summary>
    public static unsafe ClockQuality Read()
    {
        if (!OperatingSystem.IsLinux() || nint.Size != 8)
        {
            return Unknown;
        }

        byte* timex = stackalloc byte[TimexBytes];
        new Span<byte>(timex, TimexBytes).Clear();
        int state = Adjtimex(timex);
        long microseconds = *(long*)(timex + MaxErrorOffset);
        return state < 0 || microseconds is < 0 or > 1_000_000_000
            ? Unknown
            : new ClockQuality(state != ClockUnsynchronized, Math.Max(1, microseconds) * 1000);
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static unsafe partial int Adjtimex(byte* timex);
}
