using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Grpc.Tests.Hosting;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Calls;

public sealed class ConnectivityTests
{
    [Fact]
    public async Task A_channel_goes_from_idle_to_ready_to_shutdown()
    {
        await using var host = await ProbeHost.StartAsync();
        using var bound = new CancellationTokenSource(Bounds.Patience);
        var channel = host.Channel(new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler(), DisposeHttpClient = true });
        Assert.Equal(ConnectivityState.Idle, channel.State);

        await channel.ConnectAsync(bound.Token);
        Assert.Equal(ConnectivityState.Ready, channel.State);

        channel.Dispose();
        Assert.Equal(ConnectivityState.Shutdown, channel.State);
    }

    [Fact]
    public async Task Calls_are_spread_over_servers_by_round_robin()
    {
        await using var one = await ProbeHost.StartAsync();
        await using var two = await ProbeHost.StartAsync();
        await using var services = new ServiceCollection()
            .AddSingleton<ResolverFactory>(new StaticResolverFactory(_ => [Address(one), Address(two)]))
            .BuildServiceProvider();
        using var channel = GrpcChannel.ForAddress("static:///probes", new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Insecure,
            HttpHandler = new SocketsHttpHandler(),
            DisposeHttpClient = true,
            ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } },
            ServiceProvider = services,
        });
        var client = new ProbeService.ProbeServiceClient(channel);
        using var bound = new CancellationTokenSource(Bounds.Patience);

        // Either server may be connected first and get a few calls more.
        while (one.Log.Calls.Count == 0 || two.Log.Calls.Count == 0)
        {
            await client.EchoAsync(new EchoRequest(), cancellationToken: bound.Token);
        }
    }

    private static BalancerAddress Address(ProbeHost host) => new(IPAddress.Loopback.ToString(), host.Address.Port);
}
