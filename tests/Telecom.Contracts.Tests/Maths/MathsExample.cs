using System.Text.Json.Nodes;

namespace Telecom.Contracts.Tests.Maths;

/// <summary>A worked example of docs/sla-maths.md.</summary>
internal sealed record MathsExample(string Id, IReadOnlyDictionary<string, IReadOnlyList<string>> Fields)
{
    /// <summary>A field as one line; null when the example does not have it.</summary>
    public string? Text(string field) => Fields.TryGetValue(field, out IReadOnlyList<string>? lines) ? string.Join(' ', lines) : null;

    /// <summary>A field of JSON.</summary>
    public JsonObject Json(string field) => JsonNode.Parse(Text(field)!)!.AsObject();

    /// <summary>The lines of the working, each a chain of steps.</summary>
    public IReadOnlyList<string> Working => Fields.TryGetValue("working", out IReadOnlyList<string>? lines) ? lines : [];
}
