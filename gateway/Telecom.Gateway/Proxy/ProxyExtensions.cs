using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Telecom.Common.V1;
using Telecom.Gateway.Errors;
using Telecom.Gateway.Identity;
using Telecom.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Telecom.Gateway.Proxy;

/// <summary>The way of gRPC calls through the gateway.</summary>
internal static class ProxyExtensions
{
    /// <summary>Registers the proxy.</summary>
    /// <param name="builder">The application builder.</param>
    public static void AddGrpcProxy(this WebApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        _ = services.AddValidated<BackendOptions, BackendOptions.Validator>(BackendOptions.Section);
        _ = services.AddValidated<StreamDrainOptions, StreamDrainOptions.Validator>(StreamDrainOptions.Section);
        foreach (string backend in Backends.Public.Keys)
        {
            AddAddresses(services, builder.Configuration, backend);
        }

        _ = services.AddSingleton<IProxyConfigProvider, BackendConfigProvider>();
        _ = services.AddSingleton<ILoadBalancingPolicy, LeastLoaded>();
        _ = services.AddSingleton<IAvailableDestinationsPolicy, ServingDestinations>();
        _ = services.AddHostedService<BackendHealthMonitor>();
        _ = services.AddSingleton<LiveCalls>();
        _ = services.AddHostedService<StreamDrain>();

        // How connections are made is read once, when the proxy is built; so is whether names are looked up.
        var options = builder.Configuration.GetSection(BackendOptions.Section).Get<BackendOptions>() ?? new BackendOptions();
        IReverseProxyBuilder proxy = services.AddReverseProxy().ConfigureHttpClient((_, handler) =>
        {
            handler.ConnectTimeout = options.ConnectTimeout;
            handler.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
            handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        }).AddTransforms(transforms => transforms.ResponseTransforms.Add(new EarlyHeaders()));
        if (options.ResolveDns)
        {
            _ = proxy.AddDnsDestinationResolver(dns => dns.RefreshPeriod = options.DnsRefresh);
        }
    }

    /// <summary>Maps the proxy, and an answer for every gRPC method that is not let through.</summary>
    /// <param name="app">The application.</param>
    public static void MapGrpcProxy(this WebApplication app)
    {
        _ = app.MapReverseProxy(proxy =>
        {
            _ = proxy.UseMiddleware<GrpcProxyMiddleware>();
            _ = proxy.UseMiddleware<NextAddressMiddleware>();
            _ = proxy.UseLoadBalancing();
        }).WithMetadata(new IdentityRequired());
        _ = app.MapFallback(Unknown).WithMetadata(new AnonymousByDesign("answers that there is nothing"));
    }

    private static void AddAddresses(IServiceCollection services, IConfiguration configuration, string backend)
    {
        // The gateway's own calls go to one address: the first, unless it is named.
        _ = services.AddOptions<ServiceEndpoint>(backend)
            .BindConfiguration(BackendAddresses.Section(backend))
            .Configure(o => o.Address = o.Address.Length > 0 ? o.Address : BackendAddresses.Read(configuration, backend)[0]);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BackendAddresses>, BackendAddresses.Validator>());
        _ = services.AddOptions<BackendAddresses>(backend).Configure(o => o.All = BackendAddresses.Read(configuration, backend)).ValidateOnStart();
        _ = services.AddSingleton<IOptionsChangeTokenSource<BackendAddresses>>(
            new ConfigurationChangeTokenSource<BackendAddresses>(backend, configuration));
    }

    private static Task Unknown(HttpContext context)
    {
        if (!context.Request.IsGrpc())
        {
            return context.RefuseAsync(RpcFailure.NotFound(context.Request.Path));
        }

        // The specification of gRPC wants UNIMPLEMENTED, also for services that exist and are not for the public.
        return context.RefuseAsync(new RpcFailure(
            Grpc.Core.StatusCode.Unimplemented,
            ErrorReason.NotFound,
            $"There is no method {context.Request.Path}.",
            metadata: new Dictionary<string, string> { ["method"] = context.Request.Path }));
    }
}
