using System.Text.Json.Nodes;

namespace Telecom.Contracts.Forms;

/// <summary>The fields of a mapping. There are no others: an unknown field is an error, because a misspelt one would silently not count.</summary>
/// <param name="name">Name, snake_case.</param>
/// <param name="description">What the mapping is.</param>
/// <param name="fields">Its fields.</param>
internal sealed class Form(string name, string description, params Field[] fields) : IForm
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Names of the fields; optional ones end with "?".</summary>
    public string[] Names { get; } = [.. fields.Select(field => field.Required ? field.Name : field.Name + "?")];

    /// <summary>Optional fields of which exactly one must be there.</summary>
    public IReadOnlyList<string> OneOf { get; init; } = [];

    /// <inheritdoc/>
    public JsonObject Schema(SchemaDefinitions definitions)
    {
        JsonObject properties = [];
        foreach (Field field in fields)
        {
            JsonObject schema = field.Schema(definitions);
            string allowed = schema["description"] is JsonValue text ? $" ({text.GetValue<string>()})" : "";
            schema["description"] = field.Description + allowed;
            properties[field.Name] = schema;
        }

        JsonObject form = new() { ["description"] = description, ["type"] = "object", ["properties"] = properties };
        if (fields.Any(field => field.Required))
        {
            form["required"] = new JsonArray([.. fields.Where(field => field.Required).Select(field => JsonValue.Create(field.Name))]);
        }

        if (OneOf.Count > 0)
        {
            form["oneOf"] = new JsonArray([.. OneOf.Select(only => new JsonObject { ["required"] = new JsonArray(only) })]);
        }

        form["additionalProperties"] = false;
        return form;
    }
}
