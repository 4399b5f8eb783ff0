using System.Net;
using System.Net.Sockets;

namespace Telecom.Support.Webhooks.Sending;

/// <summary>
/// Makes the handler that deliveries go through: addresses are judged after the name is looked up and exactly those are connected to, so
/// that a name that changes its mind in between leads nowhere. No proxy, no redirect, no cookie, no header of ours.
/// </summary>
internal static class WebhookHandler
{
    /// <summary>Most bytes of an answer's body that are read.</summary>
    private const int MaxBodyBytes = 4096;

    /// <summary>The handler.</summary>
    /// <param name="options">Which addresses are allowed.</param>
    public static SocketsHttpHandler Create(WebhookOptions options) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        PreAuthenticate = false,
        MaxResponseDrainSize = MaxBodyBytes,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        MaxResponseHeadersLength = 16,
        ConnectTimeout = options.Timeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, options, cancellationToken),
    };

    /// <summary>Connects to the first allowed address of a host that answers.</summary>
    /// <param name="host">Host and port.</param>
    /// <param name="options">Which addresses are allowed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AddressRefusedException">The host has no allowed address.</exception>
    /// <exception cref="SocketException">No allowed address answers, or the name cannot be looked up.</exception>
    internal static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, WebhookOptions options, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(host.Host, cancellationToken);
        bool loopbackHost = new UriBuilder(Uri.UriSchemeHttps, host.Host).Uri.IsLoopback;
        IPAddress[] allowed = [.. addresses.Where(address => AddressRules.RefusalOf(address, loopbackHost, options) is null)];
        if (allowed.Length == 0)
        {
            string kinds = string.Join(", ", addresses.Select(address => AddressRules.RefusalOf(address, loopbackHost, options)).Distinct());
            throw new AddressRefusedException($"the host leads to {(kinds.Length > 0 ? kinds : "no address")}; only public addresses are allowed");
        }

        for (int i = 0; ; i++)
        {
            var socket = new Socket(allowed[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(allowed[i], host.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i < allowed.Length - 1)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
