using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>Starts services for the gateway to stand in front of.</summary>
internal static class Backend
{
    /// <summary>A service with the suite's own interceptors: it accepts only tokens that it can verify.</summary>
    public static async Task<WebApplication> StartSuiteAsync(
        string service, string data, Action<IServiceCollection> configure, Action<WebApplication> map, string address = "http://127.0.0.1:0")
    {
        WebApplicationBuilder builder = TelecomHost.CreateBuilder([], service, new Dictionary<string, string?>
        {
            ["Listen:Address"] = address,
            ["Data:Directory"] = data,
            ["Logging:LogLevel:Default"] = "None",
            ["Logging:LogLevel:Microsoft"] = "None",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "None",
            ["Logging:LogLevel:Grpc"] = "None",
        });
        configure(builder.Services);
        WebApplication app = builder.Build();
        app.MapTelecomDefaults();
        map(app);
        await app.StartAsync();
        return app;
    }

    /// <summary>A bare gRPC server with the echo methods, which lets everything in.</summary>
    public static async Task<WebApplication> StartEchoAsync(EchoLog log, int port = 0)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        _ = builder.Services.AddSingleton(log).AddGrpc();
        WebApplication app = builder.Build();
        _ = app.MapGrpcService<EchoService>();
        _ = app.MapPost("/v1/metrics", async context =>
        {
            long length = 0;
            byte[] buffer = new byte[16 * 1024];
            for (int read; (read = await context.Request.Body.ReadAsync(buffer)) > 0; length += read)
            {
            }

            await context.Response.WriteAsync(
                $"{length} bytes, {context.Request.ContentType}, {context.Request.Headers.ContentEncoding}, {context.Request.Headers.Authorization}");
        });
        await app.StartAsync();
        return app;
    }
}
