using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>
/// What every service of the suite shares: configuration, h2c endpoint with limits, gRPC with errors and access policies, identity,
/// health, drain, logs and telemetry.
/// </summary>
public static class TelecomHost
{
    /// <summary>Begins a service. Nothing is opened or started before the built application runs.</summary>
    /// <param name="args">Command line, "--Listen:Address http://127.0.0.1:0".</param>
    /// <param name="service">One of <see cref="ServiceNames"/>. The gateway gets everything but an endpoint.</param>
    /// <param name="settings">Settings that come before all others.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args, string service, IReadOnlyDictionary<string, string?>? settings = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentException.ThrowIfNullOrEmpty(service);
        // Settings are read once; a watcher per settings file and host is a waste of watches.
        WebApplicationBuilder builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
        TelecomConfiguration.Arrange(builder.Configuration, args, settings);
        AddLogs(builder);
        IServiceCollection services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new ServiceIdentity(service));
        AddOptions(services, service);
        AddIdentity(services);
        AddGrpc(services);
        AddHealth(services);
        services.AddReflection();
        services.AddSingleton<RpcMetrics>();
        services.AddHostedService<TelemetryExport>();
        if (builder.Configuration.GetValue<bool>(EmbeddedLifetime.Setting))
        {
            services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        }

        return builder;
    }

    /// <summary>Maps grpc.health.v1 and, where it is on, reflection, and ties drain and access checks to the application. Call it once, before or after mapping services.</summary>
    /// <param name="app">The application.</param>
    public static void MapTelecomDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGrpcService<HealthService>();
        app.MapReflection();
        app.Services.GetRequiredService<MappedServices>().Attach(((IEndpointRouteBuilder)app).DataSources);
    }

    private static void AddLogs(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(o => o.SingleLine = true);
        }
        else
        {
            builder.Logging.AddJsonConsole(o =>
            {
                o.UseUtcTimestamp = true;
                o.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
            });
        }
    }

    private static void AddOptions(IServiceCollection services, string service)
    {
        services.AddValidated<DataOptions, DataOptions.Validator>(DataOptions.Section);
        services.AddSingleton<DataFolder>();
        services.AddValidated<IdentityOptions, IdentityOptions.Validator>(IdentityOptions.Section)
            .PostConfigure<IOptions<DataOptions>>((identity, data) =>
                identity.Directory = identity.Directory.Length > 0 ? identity.Directory : Path.Combine(data.Value.Directory, "identity"));
        services.AddValidated<EndpointOptions, EndpointOptions.Validator>(EndpointOptions.Section)
            .PostConfigure(o => o.Address = o.Address.Length > 0 ? o.Address : ServiceNames.DefaultAddress(service));
        services.AddValidated<DrainOptions, DrainOptions.Validator>(DrainOptions.Section);
        services.AddValidated<TelemetryOptions, TelemetryOptions.Validator>(TelemetryOptions.Section);
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelSetup>();
        services.AddOptions<HostOptions>().Configure<IOptions<DrainOptions>>((host, drain) =>
            host.ShutdownTimeout = drain.ValueIfValid()?.Timeout ?? host.ShutdownTimeout);
    }

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddSingleton<ITokenIssuer>(provider => new TokenIssuer(
            provider.GetRequiredService<ServiceIdentity>().Name, OwnKey(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IOwnTokens>(provider => new OwnTokens(
            provider.GetRequiredService<ServiceIdentity>().Name,
            OwnKey(provider),
            provider.GetRequiredService<TrustedKeys>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(PolicyTable.Suite);
        services.AddSingleton<TrustedKeys>();
        services.AddSingleton<TokenVerifier>();
        services.AddSingleton<ServiceToken>();
        services.AddSingleton(provider => new HttpAccess(
            provider.GetRequiredService<PolicyTable>(), provider.GetRequiredService<TokenVerifier>(), provider.GetRequiredService<ILogger<HttpAccess>>()));
    }

    private static ECDsa OwnKey(IServiceProvider provider) => IdentityKeys.ReadPrivateKey(IdentityKeys.PrivateKeyPath(
        provider.GetRequiredService<IOptions<IdentityOptions>>().Value.Directory, provider.GetRequiredService<ServiceIdentity>().Name));

    private static void AddGrpc(IServiceCollection services)
    {
        services.AddSingleton<ErrorInterceptor>();
        services.AddSingleton<AccessInterceptor>();
        services.AddGrpc(options =>
        {
            options.Interceptors.Add<ErrorInterceptor>();
            options.Interceptors.Add<AccessInterceptor>();
            // Responses stay uncompressed: widespread clients lose messages before an error in mid-stream otherwise.
            options.ResponseCompressionAlgorithm = null;
            options.EnableDetailedErrors = false;
        });
        services.AddOptions<Grpc.AspNetCore.Server.GrpcServiceOptions>()
            .Configure<IOptions<EndpointOptions>>((grpc, endpoint) => grpc.MaxReceiveMessageSize = endpoint.ValueIfValid()?.MaxReceiveMessageBytes);
    }

    private static void AddHealth(IServiceCollection services)
    {
        services.AddSingleton<MappedServices>();
        services.AddHostedService<AccessCheck>();
        services.AddSingleton<Drain>();
        services.AddSingleton<IDrain>(provider => provider.GetRequiredService<Drain>());
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddSingleton<HealthBoard>();
    }
}
