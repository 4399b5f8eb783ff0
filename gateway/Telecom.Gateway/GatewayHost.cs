using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Gateway.Api;
using Telecom.Gateway.Errors;
using Telecom.Gateway.Identity;
using Telecom.Gateway.Listening;
using Telecom.Gateway.Page;
using Telecom.Gateway.Proxy;
using Telecom.Hosting;

namespace Telecom.Gateway;

/// <summary>The gateway: the one door of the suite. It knows who calls, and passes on; it computes nothing.</summary>
public static class GatewayHost
{
    /// <summary>Builds the gateway. Nothing is opened before the application runs.</summary>
    /// <param name="args">Command line.</param>
    /// <param name="settings">Settings that come before all others.</param>
    public static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?>? settings = null) => Build(args, settings, null);

    /// <summary>Builds the gateway with changed services, for tests.</summary>
    internal static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?>? settings, Action<IServiceCollection>? configure)
    {
        WebApplicationBuilder builder = TelecomHost.CreateBuilder(args, ServiceNames.Gateway, settings);
        AddListening(builder.Services);
        AddIdentity(builder.Services);
        builder.AddGrpcProxy();
        builder.Services.AddJsonApi();
        _ = builder.Services.AddSingleton<GatewayMetrics>();
        configure?.Invoke(builder.Services);

        WebApplication app = builder.Build();
        _ = app.UseMiddleware<CorrelationMiddleware>();
        _ = app.UseMiddleware<SecurityHeadersMiddleware>();
        _ = app.UseMiddleware<UnexpectedErrorMiddleware>();
        _ = app.UseRouting();
        _ = app.UseMiddleware<IdentityMiddleware>();
        app.MapTelecomDefaults();
        app.MapGrpcProxy();
        app.MapHealth();
        app.MapJsonApi();
        app.MapStatusPage();
        app.AnnounceSharedPortOnce();
        return app;
    }

    private static void AddListening(IServiceCollection services)
    {
        _ = services.AddValidated<ConnectionLimits, ConnectionLimits.Validator>(ConnectionLimits.Section);
        _ = services.AddValidated<TlsOptions, TlsOptions.Validator>(TlsOptions.Section);
        _ = services.AddSingleton<IConfigureOptions<KestrelServerOptions>, GatewayEndpoints>();
        _ = services.AddSingleton<IConnectionListenerFactory, SharedPortTransport>();
    }

    private static void AddIdentity(IServiceCollection services)
    {
        _ = services.AddValidated<GatewayIdentityOptions, GatewayIdentityOptions.Validator>(GatewayIdentityOptions.Section);
        _ = services.AddValidated<DevelopmentIdentityOptions, DevelopmentIdentityOptions.Validator>(DevelopmentIdentityOptions.Section);
        _ = services.AddServiceClient<DirectoryService.DirectoryServiceClient>(ServiceNames.Catalog);
        _ = services.AddSingleton<KeyVerifier>();
        _ = services.AddSingleton<DevelopmentIdentity>();
    }
}
