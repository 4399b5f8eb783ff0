using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Telecom.Hosting;

/// <summary>
/// A client's way through the gateway: one channel that presents an API key with every call. For the command line, the load
/// generator and tests; services speak to each other with their own tokens instead.
/// </summary>
public sealed class GatewayChannel : IDisposable
{
    private readonly GrpcChannel _channel;

    /// <summary>Opens the channel lazily: nothing is sent before the first call.</summary>
    /// <param name="address">Address of the gateway, for example "http://127.0.0.1:8080".</param>
    /// <param name="secret">The API key's secret, or null to call without an identity.</param>
    public GatewayChannel(string address, string? secret)
    {
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
        });
        Invoker = secret is null
            ? _channel.CreateCallInvoker()
            : _channel.Intercept(headers =>
            {
                headers.Add("authorization", $"Bearer {secret}");
                return headers;
            });
    }

    /// <summary>What generated clients are constructed with.</summary>
    public CallInvoker Invoker { get; }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();
}
