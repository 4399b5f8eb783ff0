using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Telecom.Agent.Probing;

/// <summary>A target: an address, a host name, or the word "default-gateway", and a port where the protocol has one.</summary>
/// <param name="Host">Address, name or <see cref="DefaultGateway"/>.</param>
/// <param name="Port">Port; 0 for ICMP.</param>
internal sealed record ProbeTarget(string Host, int Port)
{
    /// <summary>The host's IPv4 default gateway, read from the routing table each time that the target is opened.</summary>
    public const string DefaultGateway = "default-gateway";

    /// <summary>Finds the target's address.</summary>
    /// <returns>Null when the name is not known, or there is no default gateway or no routing table to read.</returns>
    public async Task<IPEndPoint?> ResolveAsync(CancellationToken cancellationToken)
    {
        if (Host == DefaultGateway)
        {
            try
            {
                return RoutingTable.DefaultGateway(await File.ReadAllTextAsync(RoutingTable.Path, cancellationToken)) is { } gateway
                    ? new IPEndPoint(gateway, Port)
                    : null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        if (IPAddress.TryParse(Host, out IPAddress? address))
        {
            return new IPEndPoint(address, Port);
        }

        try
        {
            IPAddress[] addresses = await Dns.GetHostAddressesAsync(Host, cancellationToken);
            return addresses.Length == 0 ? null : new IPEndPoint(addresses[0], Port);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>"host:port", with brackets around an IPv6 address.</summary>
    public override string ToString() =>
        Port == 0 ? Host : Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";
}
