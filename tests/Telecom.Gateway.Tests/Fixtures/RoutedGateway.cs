using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Hosting;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>A gateway of a test's own, with the fixture's catalogue and the test's addresses of ingestion, and a client of it.</summary>
internal sealed class RoutedGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;
    private readonly string _secret;

    private RoutedGateway(WebApplication app, string secret)
    {
        (_app, _secret) = (app, secret);
        Address = app.Urls.First(url => url.StartsWith("http:", StringComparison.Ordinal));
        _channel = GrpcChannel.ForAddress(Address);
    }

    public string Address { get; }

    public IServiceProvider Services => _app.Services;

    public WebApplication App => _app;

    public CallInvoker Invoker => _channel.CreateCallInvoker();

    public CallOptions Agent => GatewayFixture.With(_secret);

    /// <summary>Starts it.</summary>
    /// <param name="gateway">Keys and the catalogue.</param>
    /// <param name="settings">More settings, the addresses among them.</param>
    public static async Task<RoutedGateway> StartAsync(GatewayFixture gateway, Dictionary<string, string?> settings)
    {
        var all = new Dictionary<string, string?>(settings) { ["Services:catalog:Address"] = gateway.Catalog.Urls.Single() };
        WebApplication app = gateway.Build(all, manualClock: false);
        await app.StartAsync();
        return new RoutedGateway(app, gateway.AgentSecret);
    }

    /// <summary>The addresses of ingestion as the proxy has them now.</summary>
    public IReadOnlyList<DestinationState> Destinations =>
        _app.Services.GetRequiredService<IProxyStateLookup>().TryGetCluster(ServiceNames.Ingestion, out ClusterState? cluster)
            ? cluster.DestinationsState.AllDestinations
            : [];

    public Task<string> EchoAsync(string text) => Invoker.AsyncUnaryCall(EchoMethods.Unary, null, Agent, text).ResponseAsync;

    /// <summary>A stream on which one message went there and came back.</summary>
    public async Task<AsyncDuplexStreamingCall<string, string>> StreamAsync(string first)
    {
        AsyncDuplexStreamingCall<string, string> call = Invoker.AsyncDuplexStreamingCall(EchoMethods.Duplex, null, Agent);
        await ExchangeAsync(call, first);
        return call;
    }

    public static async Task ExchangeAsync(AsyncDuplexStreamingCall<string, string> call, string text)
    {
        await call.RequestStream.WriteAsync(text);
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal($"echo {text}", call.ResponseStream.Current);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(bound.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
    }
}
