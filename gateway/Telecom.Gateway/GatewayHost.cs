using Telecom.Gateway.Api;
using Telecom.Gateway.Audit;
using Telecom.Gateway.Bodies;
using Telecom.Gateway.Cors;
using Telecom.Gateway.Errors;
using Telecom.Gateway.Feed;
using Telecom.Gateway.Identity;
using Telecom.Gateway.Identity.Sessions;
using Telecom.Gateway.Listening;
using Telecom.Gateway.Page;
using Telecom.Gateway.Proxy;
using Telecom.Gateway.Quotas;
using Telecom.Gateway.Reload;
using Telecom.Gateway.Tmf;
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
        builder.AddReload();
        builder.Services.AddListening();
        builder.Services.AddRequestBodies();
        builder.Services.AddApiCors();
        builder.Services.AddIdentity();
        builder.AddGrpcProxy();
        builder.Services.AddJsonApi();
        builder.Services.AddFeed();
        builder.Services.AddTmf();
        _ = builder.Services.AddSingleton(PublicReflection.Services);
        builder.Services.AddAudit();
        builder.Services.AddQuotas();
        _ = builder.Services.AddSingleton<GatewayMetrics>();
        configure?.Invoke(builder.Services);

        WebApplication app = builder.Build();
        _ = app.UseMiddleware<CorrelationMiddleware>();
        _ = app.UseMiddleware<SecurityHeadersMiddleware>();
        _ = app.UseMiddleware<UnexpectedErrorMiddleware>();
        _ = app.UseMiddleware<HeaderLimitMiddleware>();
        app.UseApiCors();
        _ = app.UseRouting();
        _ = app.UseMiddleware<AuditMiddleware>();
        _ = app.UseMiddleware<FailedIdentityMiddleware>();
        _ = app.UseMiddleware<IdentityMiddleware>();
        _ = app.UseMiddleware<QuotaMiddleware>();
        _ = app.UseMiddleware<AuditWriteMiddleware>();
        app.UseRequestBodies();
        app.UseJsonApi();
        app.MapTelecomDefaults();
        app.MapGrpcProxy();
        app.MapHealth();
        app.MapJsonApi();
        app.MapSession();
        app.MapFeed();
        app.MapTmf();
        app.MapStatusPage();
        app.AnnounceSharedPortOnce();
        return app;
    }
}
