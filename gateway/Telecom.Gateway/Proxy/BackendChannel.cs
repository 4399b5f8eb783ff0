using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace Telecom.Gateway.Proxy;

/// <summary>gRPC channels from the gateway to its backends, for its own calls.</summary>
internal static class BackendChannel
{
    /// <summary>Opens a channel. It connects when it is first used.</summary>
    /// <param name="address">Address of the backend.</param>
    /// <param name="connectTimeout">Longest wait for a connection.</param>
    /// <param name="calls">Which calls are repeated and how; null: none.</param>
    public static GrpcChannel Open(string address, TimeSpan connectTimeout, ServiceConfig? calls = null) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        ServiceConfig = calls,

        // As between the services. They keep their answers far below this; a single event or a document may still be large.
        MaxReceiveMessageSize = 64 * 1024 * 1024,
        DisposeHttpClient = true,
        HttpHandler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = connectTimeout,
            KeepAlivePingDelay = TimeSpan.FromSeconds(60),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
            UseProxy = false,
            UseCookies = false,
        },

        // The library's default doubles up to two minutes, for which a backend that is back would still be called away.
        InitialReconnectBackoff = TimeSpan.FromMilliseconds(200),
        MaxReconnectBackoff = TimeSpan.FromSeconds(1),
    });
}
