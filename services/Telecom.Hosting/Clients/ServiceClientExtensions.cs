using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>Clients of other services.</summary>
public static class ServiceClientExtensions
{
    /// <summary>
    /// Registers a client of another service as a singleton: one channel per address, this service's token on every call, a deadline of
    /// "Services:{service}:Deadline" (5 s) on unary calls that set none, retry of unary calls on UNAVAILABLE.
    /// </summary>
    /// <typeparam name="TClient">Generated client, for example CatalogService.CatalogServiceClient.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="service">Name of the called service, one of <see cref="ServiceNames"/>.</param>
    public static IServiceCollection AddServiceClient<TClient>(this IServiceCollection services, string service)
        where TClient : ClientBase
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ServiceEndpoint>, ServiceEndpoint.Validator>());
        services.AddOptions<ServiceEndpoint>(service)
            .BindConfiguration($"Services:{service}")
            .PostConfigure(o => o.Address = o.Address.Length > 0 ? o.Address : ServiceNames.DefaultAddress(service))
            .ValidateOnStart();
        services.TryAddSingleton<ServiceChannels>();
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<TClient>(
            provider, provider.GetRequiredService<ServiceChannels>().InvokerOf(service)));
        return services;
    }
}
