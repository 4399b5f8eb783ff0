using System.Net;
using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.LoadBalancing;

namespace Telecom.Gateway.Proxy;

/// <summary>Routes and clusters of the proxy: one cluster per backend, one route per public gRPC service, and one for OTLP/HTTP.</summary>
internal static class ProxyConfiguration
{
    /// <summary>The configuration for the configured addresses.</summary>
    /// <param name="endpoints">Where the backends are.</param>
    /// <param name="options">How they are reached.</param>
    public static InMemoryConfigProvider Create(IOptionsMonitor<ServiceEndpoint> endpoints, IOptions<BackendOptions> options) => new(
        [
            .. Backends.Public.SelectMany(backend => backend.Value.Select(service => Route(backend.Key, service.FullName))),
            Route(Backends.OtlpBackend, Backends.Otlp.FullName),
            new RouteConfig
            {
                RouteId = "otlp-http",
                ClusterId = Backends.OtlpBackend,
                Match = new RouteMatch { Path = Backends.OtlpHttpPath, Methods = [HttpMethods.Post] },
            },
        ],
        [.. Backends.Public.Keys.Select(backend => Cluster(backend, endpoints.Get(backend).Address, options.Value))]);

    private static RouteConfig Route(string backend, string service) => new()
    {
        RouteId = service,
        ClusterId = backend,
        Match = new RouteMatch { Path = $"/{service}/{{method}}", Methods = [HttpMethods.Post] },
    };

    private static ClusterConfig Cluster(string backend, string address, BackendOptions options) => new()
    {
        ClusterId = backend,
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        HealthCheck = new HealthCheckConfig { AvailableDestinationsPolicy = ServingDestinations.PolicyName },
        HttpClient = new HttpClientConfig { EnableMultipleHttp2Connections = true },
        HttpRequest = new ForwarderRequestConfig
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            ActivityTimeout = options.IdleTimeout,
            AllowResponseBuffering = false,
        },
        Destinations = new Dictionary<string, DestinationConfig> { [backend] = new() { Address = address } },
    };
}
