using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Listening;

/// <summary>The gateway's endpoints: one cleartext port for HTTP/1.1 and HTTP/2, and a TLS port when it is configured.</summary>
internal sealed class GatewayEndpoints(IOptions<EndpointOptions> endpoint, IOptions<TlsOptions> tls, IOptions<ConnectionLimits> limits, TlsHandshake handshake)
    : IConfigureOptions<KestrelServerOptions>
{
    /// <inheritdoc/>
    public void Configure(KestrelServerOptions options)
    {
        limits.Value.ApplyTo(options.Limits);
        var port = new SharedPort(Resolve(endpoint.Value.Address));
        options.Listen(port.For(ClearTextProtocol.Http1), listen => listen.Protocols = HttpProtocols.Http1);
        options.Listen(port.For(ClearTextProtocol.Http2), listen => listen.Protocols = HttpProtocols.Http2);
        if (tls.Value.Enabled)
        {
            options.Listen(Resolve(tls.Value.Address), listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                _ = listen.UseHttps(handshake.Callback);
            });
        }
    }

    private static IPEndPoint Resolve(string address)
    {
        BindingAddress binding = BindingAddress.Parse(address);
        IPAddress ip = binding.Host switch
        {
            "localhost" => IPAddress.Loopback,
            var host when IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? literal) => literal,
            _ => System.Net.Sockets.Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any,
        };
        return new IPEndPoint(ip, binding.Port);
    }
}
