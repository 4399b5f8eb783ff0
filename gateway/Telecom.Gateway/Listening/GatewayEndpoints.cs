using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Listening;

/// <summary>The gateway's endpoints: one cleartext port for HTTP/1.1 and HTTP/2, and a TLS port when it is configured.</summary>
internal sealed class GatewayEndpoints(IOptions<EndpointOptions> endpoint, IOptions<TlsOptions> tls, IOptions<ConnectionLimits> limits)
    : IConfigureOptions<KestrelServerOptions>
{
    /// <inheritdoc/>
    public void Configure(KestrelServerOptions options)
    {
        // The shared port counts its two protocols together; this is for the TLS port.
        options.Limits.MaxConcurrentConnections = limits.Value.MaxConnections;
        options.Limits.MaxRequestBodySize = limits.Value.MaxBodyBytes;
        options.Limits.MaxRequestHeadersTotalSize = limits.Value.MaxHeaderBytes;
        options.Limits.Http2.MaxRequestHeaderFieldSize = Math.Min(limits.Value.MaxHeaderBytes, options.Limits.Http2.MaxRequestHeaderFieldSize);

        var port = new SharedPort(Resolve(endpoint.Value.Address));
        options.Listen(port.For(ClearTextProtocol.Http1), listen => listen.Protocols = HttpProtocols.Http1);
        options.Listen(port.For(ClearTextProtocol.Http2), listen => listen.Protocols = HttpProtocols.Http2);
        if (tls.Value.Enabled)
        {
            X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(tls.Value.CertificateFile, tls.Value.KeyFile);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(tls.Value.CertificateFile);
            options.Listen(Resolve(tls.Value.Address), listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                _ = listen.UseHttps(https =>
                {
                    https.ServerCertificate = certificate;
                    https.ServerCertificateChain = chain;
                });
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
