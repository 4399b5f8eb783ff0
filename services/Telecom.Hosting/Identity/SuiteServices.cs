using System.Reflection;
using Google.Protobuf.Reflection;
using Telecom.Common.V1;

namespace Telecom.Hosting;

/// <summary>The suite's own gRPC services, found in the generated code.</summary>
public static class SuiteServices
{
    /// <summary>Descriptors of every service whose package begins with "telecom.", by name.</summary>
    public static IReadOnlyList<ServiceDescriptor> Descriptors { get; } =
    [
        .. typeof(AccessPolicyReflection).Assembly.GetExportedTypes()
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static))
            .Where(property => property?.PropertyType == typeof(FileDescriptor))
            .Select(property => property?.GetValue(null))
            .OfType<FileDescriptor>()
            .Where(file => file.Package.StartsWith("telecom.", StringComparison.Ordinal))
            .SelectMany(file => file.Services)
            .OrderBy(service => service.FullName, StringComparer.Ordinal),
    ];
}
