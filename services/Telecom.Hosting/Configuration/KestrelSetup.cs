using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>
/// Limits of connections, and the one endpoint of a service: HTTP/2 without TLS (h2c with prior knowledge, RFC 9113 section 3.3). TLS ends
/// at the gateway. The gateway speaks HTTP/1.1 too and adds its own endpoints.
/// </summary>
internal sealed class KestrelSetup(IOptions<EndpointOptions> endpoint, ServiceIdentity identity) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        if (endpoint.ValueIfValid() is not { } limits)
        {
            return;
        }

        options.AddServerHeader = false;
        options.Limits.Http2.MaxStreamsPerConnection = limits.MaxStreamsPerConnection;
        options.Limits.Http2.InitialStreamWindowSize = limits.StreamWindowBytes;
        options.Limits.Http2.InitialConnectionWindowSize = limits.ConnectionWindowBytes;
        options.Limits.Http2.KeepAlivePingDelay = limits.KeepAlivePingDelay;
        options.Limits.Http2.KeepAlivePingTimeout = limits.KeepAlivePingTimeout;
        if (identity.Name != ServiceNames.Gateway)
        {
            Listen(options, BindingAddress.Parse(limits.Address));
        }
    }

    private static void Listen(KestrelServerOptions options, BindingAddress address)
    {
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip))
        {
            options.Listen(ip, address.Port, Http2Only);
        }
        else if (address.Host != "localhost")
        {
            options.ListenAnyIP(address.Port, Http2Only);
        }
        else if (address.Port == 0)
        {
            // Two families cannot be given the same free port.
            options.Listen(IPAddress.Loopback, 0, Http2Only);
        }
        else
        {
            options.ListenLocalhost(address.Port, Http2Only);
        }
    }

    private static void Http2Only(ListenOptions listen) => listen.Protocols = HttpProtocols.Http2;
}
