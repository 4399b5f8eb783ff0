using System.Net;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Telecom.Gateway.Proxy;

/// <summary>Routes and clusters of the proxy: one cluster per backend, one route per public gRPC service, and one for OTLP/HTTP.</summary>
internal static class ProxyConfiguration
{
    /// <summary>The routes, which no setting changes.</summary>
    public static IReadOnlyList<RouteConfig> Routes() =>
    [
        .. Backends.Public.SelectMany(backend => backend.Value.Select(service => Route(backend.Key, service.FullName))),
        Route(Backends.OtlpBackend, Backends.Otlp.FullName),
        new RouteConfig
        {
            RouteId = "otlp-http",
            ClusterId = Backends.OtlpBackend,
            Match = new RouteMatch { Path = Backends.OtlpHttpPath, Methods = [HttpMethods.Post] },
        },
    ];

    /// <summary>A backend as the proxy knows it. An address is a destination of its own name, so that its health and its calls go with it alone.</summary>
    /// <param name="backend">Name of the backend.</param>
    /// <param name="addresses">Its addresses.</param>
    /// <param name="options">How they are reached.</param>
    public static ClusterConfig Cluster(string backend, IReadOnlyList<string> addresses, BackendOptions options) => new()
    {
        ClusterId = backend,
        LoadBalancingPolicy = LeastLoaded.PolicyName,
        HealthCheck = new HealthCheckConfig { AvailableDestinationsPolicy = ServingDestinations.PolicyName },
        HttpClient = new HttpClientConfig { EnableMultipleHttp2Connections = true },
        HttpRequest = new ForwarderRequestConfig
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            ActivityTimeout = options.IdleTimeout,
            AllowResponseBuffering = false,
        },
        Destinations = addresses.ToDictionary(address => address, address => new DestinationConfig { Address = address }),
    };

    private static RouteConfig Route(string backend, string service) => new()
    {
        RouteId = service,
        ClusterId = backend,
        Match = new RouteMatch { Path = $"/{service}/{{method}}", Methods = [HttpMethods.Post] },
    };
}
