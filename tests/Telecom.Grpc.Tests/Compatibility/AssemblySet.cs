using System.Reflection;
using System.Runtime.Loader;

namespace Telecom.Grpc.Tests.Compatibility;

/// <summary>
/// Assemblies loaded side by side from their bytes, apart from those that the tests themselves run on. Framework assemblies are shared.
/// </summary>
internal sealed class AssemblySet(IReadOnlyDictionary<string, byte[]> images)
    : AssemblyLoadContext("compatibility", isCollectible: true)
{
    private static readonly string[] Names = ["Grpc.Core.Api", "Grpc.Net.Common", "Grpc.Net.Client", "Grpc.AspNetCore.Server"];

    public static IReadOnlyDictionary<string, byte[]> Built { get; } =
        Names.ToDictionary(name => name, name => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, $"{name}.dll")));

    public byte[] Image(string name) => images[name];

    protected override Assembly? Load(AssemblyName assemblyName) =>
        images.TryGetValue(assemblyName.Name!, out var image) ? LoadFromStream(new MemoryStream(image)) : null;
}
