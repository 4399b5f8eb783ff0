using Google.Protobuf.Reflection;

namespace Telecom.Hosting;

/// <summary>
/// The services that reflection tells about, for a host that serves others' services, too (the gateway). Without it a host tells about those
/// that it has mapped.
/// </summary>
/// <param name="Services">Their descriptors.</param>
public sealed record ReflectedServices(IReadOnlyList<ServiceDescriptor> Services);
