using System.Text.Json.Nodes;
using Telecom.Contracts.Reading;

namespace Telecom.Contracts.Forms;

/// <summary>The fields that every parameter has beside its value.</summary>
internal static class ParameterForm
{
    /// <summary>Clause that states the value, or that it completes.</summary>
    public static ValueField<string> Clause { get; } = new("clause", ValueRules.ClauseId, "", "Clause that states the value, or that it completes");

    /// <summary>Who set it.</summary>
    public static ValueField<ParameterOrigin> SetBy { get; } = new(
        "set_by", ValueRules.Origin, ParameterOrigin.Text, "Who set it: the text, or the provider where the text is silent; default text", Required: false);

    /// <summary>The reading that it rests on.</summary>
    public static ValueField<string> Reading { get; } = new("reading", ValueRules.Reading, "", "The reading that the value rests on", Required: false);

    /// <summary>Name of the option that the value is.</summary>
    public static ValueField<string> Option { get; } = new(
        "option", ValueRules.Option, "", "Name of the option of the reading that the value is; default: the value, made an id", Required: false);

    /// <summary>Words of the text.</summary>
    public static ValueField<string> Quote { get; } = new("quote", ValueRules.Quote, "", "Words of the agreement", Required: false);

    /// <summary>A remark.</summary>
    public static ValueField<string> Note { get; } = new("note", ValueRules.Text, "", "A remark for readers", Required: false);

    /// <summary>Names of all fields; optional ones end with "?".</summary>
    public static string[] Names { get; } = ["value", "clause", "set_by?", "reading?", "option?", "otherwise?", "range?", "quote?", "note?"];

    /// <summary>A parameter as JSON Schema: a reference, because many parameters are alike.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="value">Makes the schema of its value.</param>
    /// <param name="definitions">Where the definition goes.</param>
    public static JsonObject Schema(string name, Func<JsonObject> value, SchemaDefinitions definitions) => definitions.Share($"parameter_{name}", reference =>
    {
        JsonObject properties = new() { ["value"] = value() };
        foreach (Field field in (Field[])[Clause, SetBy, Reading, Option, Quote, Note])
        {
            properties[field.Name] = definitions.Share($"any_{field.Name}", _ =>
            {
                JsonObject schema = field.Schema(definitions);
                schema["description"] = field.Description;
                return schema;
            });
        }

        JsonObject Value() => new() { ["$ref"] = $"{reference}/properties/value" };
        properties["otherwise"] = new JsonObject
        {
            ["description"] = "The values under the other options of the reading, by option",
            ["type"] = "object",
            ["minProperties"] = 1,
            ["propertyNames"] = new JsonObject { ["pattern"] = ValueRules.Option.Pattern },
            ["additionalProperties"] = Value(),
        };
        properties["range"] = new JsonObject
        {
            ["description"] = "The lower and upper end that the text gives; the value is the end that binds",
            ["type"] = "array",
            ["items"] = Value(),
            ["minItems"] = 2,
            ["maxItems"] = 2,
        };
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray("value", "clause"),
            ["additionalProperties"] = false,
        };
    });
}
