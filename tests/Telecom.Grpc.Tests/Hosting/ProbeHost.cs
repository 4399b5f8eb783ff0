using System.Net;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Hosting;

/// <summary>A real server on a loopback port: Kestrel, HTTP/2, the published Grpc.AspNetCore.Server.</summary>
internal sealed class ProbeHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<GrpcChannel> _channels = [];

    private ProbeHost(WebApplication app) => _app = app;

    public ProbeLog Log => _app.Services.GetRequiredService<ProbeLog>();

    public Uri Address => new(_app.Urls.Single());

    public static async Task<ProbeHost> StartAsync(Action<GrpcServiceOptions>? grpc = null, Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, options =>
        {
            options.Protocols = HttpProtocols.Http2;
            listen?.Invoke(options);
        }));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<ProbeLog>();
        builder.Services.AddGrpc(options => grpc?.Invoke(options));
        var app = builder.Build();
        app.UseRouting();
        app.MapGrpcService<ProbeHandlers>();
        await app.StartAsync();
        return new ProbeHost(app);
    }

    public ProbeService.ProbeServiceClient Client(GrpcChannelOptions? options = null) => new(Channel(options));

    public GrpcChannel Channel(GrpcChannelOptions? options = null)
    {
        var channel = GrpcChannel.ForAddress(Address, options ?? new GrpcChannelOptions());
        _channels.Add(channel);
        return channel;
    }

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
