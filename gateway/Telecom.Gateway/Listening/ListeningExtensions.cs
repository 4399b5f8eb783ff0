using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Reload;
using Telecom.Hosting;

namespace Telecom.Gateway.Listening;

/// <summary>The ports of the gateway.</summary>
internal static class ListeningExtensions
{
    /// <summary>Registers the ports, their limits and their certificates.</summary>
    /// <param name="services">The services.</param>
    public static void AddListening(this IServiceCollection services)
    {
        _ = services.AddValidated<ConnectionLimits, ConnectionLimits.Validator>(ConnectionLimits.Section);
        _ = services.AddValidated<TlsOptions, TlsOptions.Validator>(TlsOptions.Section);
        _ = services.AddSingleton<IConfigureOptions<KestrelServerOptions>, GatewayEndpoints>();
        _ = services.AddSingleton<IConnectionListenerFactory, SharedPortTransport>();
        _ = services.AddSingleton<TlsMetrics>();
        _ = services.AddSingleton<DevelopmentCertificate>();
        _ = services.AddSingleton<ClientCertificates>();
        _ = services.AddSingleton<TlsHandshake>();
        _ = services.AddReloaded<ServerCertificates>();
        _ = services.AddReloaded<ClientTrustFiles>();
    }
}
