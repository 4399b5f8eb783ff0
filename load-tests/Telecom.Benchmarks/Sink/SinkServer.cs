using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Telecom.Benchmarks.Sink;

/// <summary>
/// The bare sink: a server of the same library and the same flow-control windows as the ingestion service, without identity, checks,
/// log and telemetry. It receives and parses, and that is what any server of these messages must do at least.
/// </summary>
internal static class SinkServer
{
    private const int StreamWindowBytes = 256 * 1024;
    private const int ConnectionWindowBytes = 32 * 1024 * 1024;

    /// <summary>Runs it until a signal ends it.</summary>
    /// <param name="port">Port of the loopback interface.</param>
    public static async Task RunAsync(string port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<SinkService>();
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = null);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.Http2.MaxStreamsPerConnection = 1000;
            options.Limits.Http2.InitialStreamWindowSize = StreamWindowBytes;
            options.Limits.Http2.InitialConnectionWindowSize = ConnectionWindowBytes;
            options.ListenLocalhost(int.Parse(port, CultureInfo.InvariantCulture), listen => listen.Protocols = HttpProtocols.Http2);
        });
        WebApplication app = builder.Build();
        app.MapGrpcService<SinkService>();
        await app.RunAsync();
    }
}
