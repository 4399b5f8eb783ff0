using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Telecom.Gateway.Tmf;

/// <summary>How the views are written: what is not there is left out, and only the attributes that were asked for.</summary>
internal static class TmfJson
{
    private static readonly string[] Always = ["id", "href", "@type"];

    private static readonly ConcurrentDictionary<Type, FrozenSet<string>> Known = new();

    /// <summary>Names are camelCase; what is null is left out.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Attributes of a model as they are written.</summary>
    /// <param name="type">The model.</param>
    public static IReadOnlySet<string> AttributesOf(Type type) => Known.GetOrAdd(
        type, static of => Options.GetTypeInfo(of).Properties.Select(property => property.Name).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>A resource with the attributes that were asked for; its id, address and type are always there.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="model">The resource.</param>
    /// <param name="query">What was asked for.</param>
    public static JsonNode Select<TModel>(TModel model, TmfQuery query)
        where TModel : class
    {
        JsonObject whole = JsonSerializer.SerializeToNode(model, Options)?.AsObject() ?? [];
        foreach (string name in whole.Select(property => property.Key).Where(name => !query.Wants(name) && !Always.Contains(name)).ToArray())
        {
            _ = whole.Remove(name);
        }

        return whole;
    }
}
