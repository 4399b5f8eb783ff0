using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Telecom.Contracts.Tests.Form;

/// <summary>A validator for the keywords of JSON Schema 2020-12 that the contract schema uses; any other keyword is a failure of the test.</summary>
internal sealed class JsonSchemaValidator(JsonObject root)
{
    /// <summary>Everything that is wrong, a line each.</summary>
    public IReadOnlyList<string> Validate(JsonNode? value) => [.. Check(root, value, "$")];

    private IEnumerable<string> Check(JsonObject schema, JsonNode? value, string path)
    {
        foreach ((string keyword, JsonNode? rule) in schema)
        {
            IEnumerable<string> found = keyword switch
            {
                "$schema" or "$defs" or "title" or "description" => [],
                "$ref" => Check(Resolve(rule!.GetValue<string>()), value, path),
                "type" => IsType(rule!, value) ? [] : [$"{path}: {Text(value)} is not of type {rule!.ToJsonString()}"],
                "enum" => rule!.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)) ? [] : [$"{path}: {Text(value)} is none of {rule.ToJsonString()}"],
                "pattern" => value is JsonValue text && text.GetValueKind() == JsonValueKind.String && !Regex.IsMatch(text.GetValue<string>(), rule!.GetValue<string>(), RegexOptions.ECMAScript)
                    ? [$"{path}: {Text(value)} does not match {rule}"]
                    : [],
                "properties" => value is JsonObject map
                    ? rule!.AsObject().Where(property => map.ContainsKey(property.Key)).SelectMany(property => Check(property.Value!.AsObject(), map[property.Key], $"{path}.{property.Key}"))
                    : [],
                "required" => value is JsonObject fields ? rule!.AsArray().Where(name => !fields.ContainsKey(name!.GetValue<string>())).Select(name => $"{path}: {name} is missing") : [],
                "additionalProperties" => value is JsonObject all ? CheckAdditional(schema, rule!, all, path) : [],
                "propertyNames" => value is JsonObject named ? named.SelectMany(entry => Check(rule!.AsObject(), JsonValue.Create(entry.Key), $"{path}.{entry.Key}")) : [],
                "minProperties" => value is JsonObject counted && counted.Count < rule!.GetValue<int>() ? [$"{path}: too few fields"] : [],
                "items" => value is JsonArray list ? list.SelectMany((item, index) => Check(rule!.AsObject(), item, $"{path}[{index}]")) : [],
                "minItems" => value is JsonArray few && few.Count < rule!.GetValue<int>() ? [$"{path}: too few items"] : [],
                "maxItems" => value is JsonArray many && many.Count > rule!.GetValue<int>() ? [$"{path}: too many items"] : [],
                "uniqueItems" => value is JsonArray items && items.Select(Text).Distinct().Count() < items.Count ? [$"{path}: an item stands twice"] : [],
                "oneOf" => CheckOne(rule!.AsArray(), value, path),
                _ => throw new InvalidOperationException($"The validator does not know the keyword {keyword}."),
            };
            foreach (string error in found)
            {
                yield return error;
            }
        }
    }

    private IEnumerable<string> CheckAdditional(JsonObject schema, JsonNode rule, JsonObject map, string path)
    {
        foreach ((string name, JsonNode? value) in map.Where(entry => schema["properties"]?.AsObject().ContainsKey(entry.Key) != true))
        {
            if (rule is JsonValue)
            {
                yield return $"{path}.{name}: unknown field";
                continue;
            }

            foreach (string error in Check(rule.AsObject(), value, $"{path}.{name}"))
            {
                yield return error;
            }
        }
    }

    private List<string> CheckOne(JsonArray options, JsonNode? value, string path)
    {
        List<List<string>> tried = [.. options.Select(option => Check(option!.AsObject(), value, path).ToList())];
        int fitting = tried.Count(errors => errors.Count == 0);
        return fitting == 1 ? [] : [$"{path}: fits {fitting} of {options.Count} forms", .. tried.SelectMany(errors => errors)];
    }

    private JsonObject Resolve(string reference) =>
        reference[2..].Split('/').Aggregate((JsonNode)root, (node, name) => node[name] ?? throw new InvalidOperationException($"{reference} leads nowhere.")).AsObject();

    private static bool IsType(JsonNode types, JsonNode? value)
    {
        string type = value switch
        {
            JsonObject => "object",
            JsonArray => "array",
            null => "null",
            _ => value.GetValueKind() switch { JsonValueKind.String => "string", JsonValueKind.Number => "number", _ => "boolean" },
        };
        return types is JsonArray several ? several.Any(one => one!.GetValue<string>() == type) : types.GetValue<string>() == type;
    }

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";
}
