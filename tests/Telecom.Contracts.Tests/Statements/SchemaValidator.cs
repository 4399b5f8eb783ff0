using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Telecom.Contracts.Tests.Statements;

/// <summary>A validator of JSON Schema (draft 2020-12) for the keywords that our schemas use; any other keyword is an error of the schema.</summary>
internal sealed class SchemaValidator(JsonObject schema)
{
    private static readonly string[] Notes = ["$schema", "$defs", "title", "description"];

    public static SchemaValidator Read(string name) =>
        new(JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schemas", name)))!.AsObject());

    public JsonObject Schema => schema;

    public IReadOnlyList<string> Validate(JsonNode? value) => [.. Errors(schema, value, "$")];

    public JsonObject Resolve(JsonNode node) => node.AsObject()["$ref"] is { } reference
        ? schema["$defs"]![((string)reference!)["#/$defs/".Length..]]!.AsObject()
        : node.AsObject();

    private IEnumerable<string> Errors(JsonObject rules, JsonNode? value, string path) => rules.SelectMany(rule => Errors(rules, rule.Key, rule.Value!, value, path));

    private IEnumerable<string> Errors(JsonObject rules, string keyword, JsonNode rule, JsonNode? value, string path)
    {
        switch (keyword)
        {
            case "$ref":
                return Errors(Resolve(rules), value, path);
            case "anyOf":
                return rule.AsArray().Any(choice => !Errors(choice!.AsObject(), value, path).Any()) ? [] : [$"{path}: none of anyOf"];
            case "type":
                string[] types = rule is JsonArray several ? [.. several.Select(type => (string)type!)] : [(string)rule!];
                return types.Contains(TypeOf(value)) || (types.Contains("number") && TypeOf(value) == "integer") ? [] : [$"{path}: {TypeOf(value)} is not {string.Join("|", types)}"];
            case "enum":
                return rule.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)) ? [] : [$"{path}: {value?.ToJsonString()} is not in the enum"];
            case "pattern":
                return value is JsonValue text && TypeOf(value) == "string" && !Regex.IsMatch((string)text!, (string)rule!) ? [$"{path}: '{text}' does not match {rule}"] : [];
            case "minLength":
                return TypeOf(value) == "string" && ((string)value!)!.Length < (int)rule ? [$"{path}: too short"] : [];
            case "maxLength":
                return TypeOf(value) == "string" && ((string)value!)!.Length > (int)rule ? [$"{path}: too long"] : [];
            case "minimum":
                return TypeOf(value) is "number" or "integer" && (decimal)value! < (decimal)rule ? [$"{path}: below the minimum"] : [];
            case "maximum":
                return TypeOf(value) is "number" or "integer" && (decimal)value! > (decimal)rule ? [$"{path}: above the maximum"] : [];
            case "minItems":
                return value is JsonArray few && few.Count < (int)rule ? [$"{path}: too few items"] : [];
            case "maxItems":
                return value is JsonArray many && many.Count > (int)rule ? [$"{path}: too many items"] : [];
            case "items":
                return value is JsonArray items ? items.SelectMany((item, index) => Errors(rule.AsObject(), item, $"{path}[{index}]")) : [];
            case "required":
                return value is JsonObject o ? rule.AsArray().Select(name => (string)name!).Where(name => !o.ContainsKey(name)).Select(name => $"{path}.{name}: missing") : [];
            case "properties":
                return value is JsonObject fields ? fields.Where(f => rule[f.Key] is not null).SelectMany(f => Errors(rule[f.Key]!.AsObject(), f.Value, $"{path}.{f.Key}")) : [];
            case "additionalProperties":
                IEnumerable<KeyValuePair<string, JsonNode?>> others = value is JsonObject all ? all.Where(f => rules["properties"]?[f.Key] is null) : [];
                return rule is JsonObject additional ? others.SelectMany(f => Errors(additional, f.Value, $"{path}.{f.Key}")) : others.Select(f => $"{path}.{f.Key}: unknown field");
            default:
                return Notes.Contains(keyword) ? [] : throw new NotSupportedException($"keyword {keyword}");
        }
    }

    private static string TypeOf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ => value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => "string",
            System.Text.Json.JsonValueKind.Number => value.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E') ? "number" : "integer",
            System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "boolean",
            _ => "null",
        },
    };
}
