using System.Globalization;
using System.Net;

namespace Telecom.Agent.Probing;

/// <summary>Reads Linux's IPv4 routing table.</summary>
internal static class RoutingTable
{
    /// <summary>Where the kernel shows it.</summary>
    public const string Path = "/proc/net/route";

    /// <summary>The gateway of the default route with the lowest metric; null when there is none.</summary>
    /// <param name="text">Content of the table: a heading, then a route a line; addresses are hexadecimal in the order of memory.</param>
    public static IPAddress? DefaultGateway(string text)
    {
        IPAddress? best = null;
        long bestMetric = long.MaxValue;
        foreach (string line in text.Split('\n').Skip(1))
        {
            string[] columns = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length >= 8
                && columns[1] == "00000000"
                && columns[7] == "00000000"
                && uint.TryParse(columns[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint gateway)
                && gateway != 0
                && long.TryParse(columns[6], NumberStyles.Integer, CultureInfo.InvariantCulture, out long metric)
                && metric < bestMetric)
            {
                (best, bestMetric) = (new IPAddress(BitConverter.GetBytes(gateway)), metric);
            }
        }

        return best;
    }
}
