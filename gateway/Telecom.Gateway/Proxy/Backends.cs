using System.Collections.Frozen;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using Telecom.Catalog.V1;
using Telecom.Hosting;
using Telecom.Ingestion.V1;
using Telecom.Sla.V1;
using Telecom.Support.V1;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Telecom.Gateway.Proxy;

/// <summary>
/// The gRPC services that the gateway lets through, and who serves them. A service that is not here cannot be reached from outside;
/// DirectoryService, which checks keys and hands out the whole catalogue, must never be.
/// </summary>
internal static class Backends
{
    /// <summary>Public gRPC services by the name of the backend.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ServiceDescriptor>> Public { get; } = new Dictionary<string, IReadOnlyList<ServiceDescriptor>>
    {
        [ServiceNames.Catalog] = [CatalogService.Descriptor],
        [ServiceNames.Ingestion] = [IngestionService.Descriptor],
        [ServiceNames.Sla] = [SlaService.Descriptor, StatementService.Descriptor, OutageService.Descriptor, LedgerService.Descriptor],
        [ServiceNames.Support] = [SupportService.Descriptor, WebhookService.Descriptor],
    };

    /// <summary>Path of OTLP/HTTP metrics, which is not gRPC: any version of HTTP, protobuf or JSON.</summary>
    public const string OtlpHttpPath = "/v1/metrics";

    /// <summary>The gRPC service of others' protos that the gateway lets through: OTLP metrics, to ingestion.</summary>
    public static ServiceDescriptor Otlp => MetricsService.Descriptor;

    /// <summary>True for a method that answers one request with one response; every other one is a stream and may last.</summary>
    /// <param name="path">"/package.Service/Method".</param>
    public static bool IsUnary(string path) => UnaryPaths.Contains(path);

    private static FrozenSet<string> UnaryPaths { get; } = Public.Values.SelectMany(services => services).Append(MetricsService.Descriptor)
        .SelectMany(service => service.Methods)
        .Where(method => !method.IsClientStreaming && !method.IsServerStreaming)
        .Select(method => $"/{method.Service.FullName}/{method.Name}")
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Who takes OTLP metrics.</summary>
    public static string OtlpBackend => ServiceNames.Ingestion;
}
