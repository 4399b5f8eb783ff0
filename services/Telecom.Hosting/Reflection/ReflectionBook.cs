using Google.Protobuf.Reflection;
using OpenTelemetry.Proto.Collector.Metrics.V1;

namespace Telecom.Hosting;

/// <summary>What this host's reflection tells; made when it is first asked, since services are mapped before and after it.</summary>
internal sealed class ReflectionBook(MappedServices mapped, IEnumerable<ReflectedServices> stated)
{
    private readonly Lazy<DescriptorIndex> _index = new(() => new DescriptorIndex(
        stated.FirstOrDefault()?.Services ?? [.. Known.Where(service => mapped.Services.Contains(service.FullName))]));

    /// <summary>The descriptors.</summary>
    public DescriptorIndex Index => _index.Value;

    private static IEnumerable<ServiceDescriptor> Known =>
    [
        .. SuiteServices.Descriptors,
        MetricsService.Descriptor,
        Grpc.Health.V1.Health.Descriptor,
        Grpc.Reflection.V1.ServerReflection.Descriptor,
        Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
    ];
}
