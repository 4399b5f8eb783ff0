using System.Globalization;

namespace Telecom.Agent.Probing;

/// <summary>Octets that an interface has received and sent since it came up.</summary>
/// <param name="Received">Octets received.</param>
/// <param name="Transmitted">Octets sent.</param>
internal readonly record struct InterfaceCounters(ulong Received, ulong Transmitted)
{
    /// <summary>Where Linux shows the counters of all interfaces; both directions are read at one instant.</summary>
    public const string Path = "/proc/net/dev";

    /// <summary>Finds an interface in the content of <see cref="Path"/>.</summary>
    /// <param name="text">Two lines of heading, then "name: 16 numbers" a line; octets received are the first, octets sent the ninth.</param>
    /// <param name="name">Name of the interface.</param>
    /// <returns>Null when there is no such interface.</returns>
    public static InterfaceCounters? Find(string text, string name)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            int colon = line.LastIndexOf(':');
            if (colon < 0 || !line[..colon].Trim().SequenceEqual(name))
            {
                continue;
            }

            string[] columns = line[(colon + 1)..].ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length >= 9
                && ulong.TryParse(columns[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong received)
                && ulong.TryParse(columns[8], NumberStyles.None, CultureInfo.InvariantCulture, out ulong transmitted))
            {
                return new InterfaceCounters(received, transmitted);
            }
        }

        return null;
    }

    /// <summary>Reads the counters of an interface now; null when there is no such interface.</summary>
    public static InterfaceCounters? Read(string name)
    {
        try
        {
            return Find(File.ReadAllText(Path), name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
