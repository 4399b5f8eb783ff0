using Microsoft.Extensions.Hosting;

namespace Telecom.Hosting;

/// <summary>Section "Grpc": what a service tells about its RPCs.</summary>
public sealed class ReflectionOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Grpc";

    /// <summary>True: anybody may ask for the descriptors of the services (grpc.reflection). Default: false in Production, true elsewhere.</summary>
    public bool? Reflection { get; set; }

    /// <summary>Whether reflection is on.</summary>
    /// <param name="environment">Where the service runs.</param>
    public bool IsOn(IHostEnvironment environment) => Reflection ?? !environment.IsProduction();
}
