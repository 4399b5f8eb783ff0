using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Routing;

namespace Telecom.Hosting;

/// <summary>The gRPC services that this application has mapped.</summary>
internal sealed class MappedServices
{
    private ICollection<EndpointDataSource>? _sources;

    /// <summary>True once <see cref="TelecomHost.MapTelecomDefaults"/> was called.</summary>
    public bool IsAttached => _sources is not null;

    /// <summary>Full names of the mapped methods, "/package.Service/Method".</summary>
    public IEnumerable<string> Methods => Endpoints().Select(m => m.Method.FullName).Distinct();

    /// <summary>Full names of the mapped services, "package.Service".</summary>
    public IEnumerable<string> Services => Endpoints().Select(m => m.Method.ServiceName).Distinct();

    /// <summary>Remembers where endpoints are; the collection goes on growing while services are mapped.</summary>
    public void Attach(ICollection<EndpointDataSource> sources) => _sources = sources;

    private IEnumerable<GrpcMethodMetadata> Endpoints() => (_sources ?? [])
        .SelectMany(source => source.Endpoints)
        .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>())
        .OfType<GrpcMethodMetadata>();
}
