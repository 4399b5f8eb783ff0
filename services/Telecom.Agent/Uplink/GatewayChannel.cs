using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;

namespace Telecom.Agent.Uplink;

/// <summary>Makes the channel to the gateway.</summary>
internal static class GatewayChannel
{
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(15);

    /// <summary>A channel that notices a dead connection by HTTP/2 pings and trusts the configured authorities only.</summary>
    /// <exception cref="IOException">The file of authorities cannot be read.</exception>
    public static GrpcChannel Create(GatewayOptions options)
    {
        SocketsHttpHandler handler = new()
        {
            ConnectTimeout = options.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTimeout,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            // HTTP/2 without TLS passes no proxy, and a proxy variable meant for other programs must not decide where samples go.
            UseProxy = false,
        };
        if (options.CertificateAuthority is { } path)
        {
            X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(path);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return GrpcChannel.ForAddress(options.Address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }
}
