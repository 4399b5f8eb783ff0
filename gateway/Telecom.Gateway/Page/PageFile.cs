using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Telecom.Gateway.Page;

/// <summary>A file of the page.</summary>
/// <param name="Name">Path below "/", for example "app/main.js".</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Tag">Changes with the bytes.</param>
internal sealed record PageFile(string Name, string ContentType, byte[] Content, EntityTagHeaderValue Tag)
{
    private const string Prefix = "page/";

    /// <summary>All files that the assembly carries.</summary>
    /// <exception cref="InvalidOperationException">A file has a type that this class does not know.</exception>
    public static IReadOnlyList<PageFile> LoadAll()
    {
        Assembly assembly = typeof(PageFile).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => Load(assembly, name))];
    }

    private static PageFile Load(Assembly assembly, string resource)
    {
        using Stream stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is not there.");
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        string tag = Convert.ToHexStringLower(SHA256.HashData(content))[..32];
        return new PageFile(resource[Prefix.Length..], TypeOf(resource), content, new EntityTagHeaderValue($"\"{tag}\""));
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"{name}: no media type is known for \"{other}\"."),
    };
}
