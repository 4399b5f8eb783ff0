using System.Net;
using System.Net.Sockets;

namespace Telecom.Support.Webhooks.Sending;

/// <summary>Which addresses a delivery may go to. Everything that is not a public unicast address is refused unless an option allows it.</summary>
internal static class AddressRules
{
    private static readonly IPNetwork[] Private = Networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");

    // Nothing of this is ever allowed: "this network", link-local (cloud metadata), documentation, benchmarks, multicast, reserved.
    private static readonly IPNetwork[] NeverV4 = Networks(
        "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4");

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    // Teredo and ORCHID, documentation (both ranges); 6to4 hides an IPv4 address that the gateway chooses.
    private static readonly IPNetwork[] NeverV6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Why an address is refused; null when it is allowed.</summary>
    /// <param name="address">The address.</param>
    /// <param name="loopbackHost">True when the URL itself names this machine, not a name that leads there.</param>
    /// <param name="options">What is allowed beyond the public ones.</param>
    public static string? RefusalOf(IPAddress address, bool loopbackHost, WebhookOptions options)
    {
        IPAddress plain = Unwrap(address);
        return IPAddress.IsLoopback(plain) ? options.AllowLoopback && loopbackHost ? null : "a loopback address"
            : Private.Any(network => network.Contains(plain)) ? options.AllowPrivateAddresses ? null : "a private address"
            : IsPublic(plain) ? null
            : "an address that is not public";
    }

    private static bool IsPublic(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? !NeverV4.Any(network => network.Contains(address))
        : Global.Contains(address) && !NeverV6.Any(network => network.Contains(address));

    private static IPAddress Unwrap(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : Nat64.Contains(address) ? new IPAddress(address.GetAddressBytes().AsSpan(12))
        : address;

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(network => IPNetwork.Parse(network))];
}
