using Telecom.Hosting;

namespace Telecom.Gateway.Proxy;

/// <summary>What reflection tells through the gateway: the services that can be reached here, wherever they run, and no others.</summary>
internal static class PublicReflection
{
    /// <summary>The services.</summary>
    public static ReflectedServices Services { get; } = new(
    [
        .. Backends.Public.Values.SelectMany(services => services),
        Backends.Otlp,
        Grpc.Health.V1.Health.Descriptor,
        Grpc.Reflection.V1.ServerReflection.Descriptor,
        Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
    ]);
}
