using System.Globalization;

namespace Telecom.Benchmarks.Servers;

/// <summary>
/// What the kernel says of a process (proc(5)): its processor time and its resident memory. Processor time is user and system of all
/// threads and of the children that it waited for, so a fork that rewrites a file counts too. The kernel counts in hundredths of a second.
/// </summary>
internal static class ProcessorClock
{
    /// <summary>USER_HZ: what user space is shown on Linux, whatever the kernel ticks with.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Processor time of some processes together, seconds.</summary>
    /// <param name="processes">Ids of running processes.</param>
    /// <exception cref="IOException">One of them is not running.</exception>
    public static double SecondsOf(IEnumerable<int> processes) => processes.Sum(SecondsOf);

    /// <summary>Resident memory of a process, bytes (VmRSS).</summary>
    public static long ResidentBytes(int process)
    {
        string line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private static double SecondsOf(int process)
    {
        string stat = File.ReadAllText($"/proc/{process}/stat");

        // The name stands in parentheses and may hold spaces; the fields after it are numbered from 3.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
