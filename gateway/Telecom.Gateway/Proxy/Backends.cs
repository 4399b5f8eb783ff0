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
    public static IReadOnlyDictionary<string, ServiceDescriptor> Public { get; } = new Dictionary<string, ServiceDescriptor>
    {
        [ServiceNames.Catalog] = CatalogService.Descriptor,
        [ServiceNames.Ingestion] = IngestionService.Descriptor,
        [ServiceNames.Sla] = SlaService.Descriptor,
        [ServiceNames.Support] = SupportService.Descriptor,
    };
}
