using System.Text.Json.Nodes;

namespace Telecom.Gateway.Tests.Api;

/// <summary>The OpenAPI document as tests look at it.</summary>
internal sealed class ApiDescription(JsonObject document)
{
    private static readonly string[] s_methods = ["get", "post", "put", "patch", "delete"];

    /// <summary>All operations.</summary>
    public IEnumerable<(string Path, string Method, JsonObject Operation)> Operations =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        where s_methods.Contains(method.Key)
        select (path.Key, method.Key, method.Value!.AsObject());

    /// <summary>Named schemas.</summary>
    public JsonObject Schemas => document["components"]!["schemas"]!.AsObject();

    /// <summary>Follows a reference.</summary>
    public JsonObject Resolve(JsonNode node)
    {
        if (node["$ref"] is not { } reference)
        {
            return node.AsObject();
        }

        JsonNode found = document;
        foreach (string part in reference.GetValue<string>().Split('/').Skip(1))
        {
            found = found[part]!;
        }

        return found.AsObject();
    }

    /// <summary>A value that a schema allows, with every property.</summary>
    public JsonNode? Sample(JsonNode given)
    {
        JsonObject schema = Resolve(given);
        if (schema["oneOf"] is JsonArray choices)
        {
            return Sample(choices.First(choice => TypeOf(choice!) != "null")!);
        }

        if (schema["enum"] is JsonArray { Count: > 0 } values)
        {
            return values[0]!.DeepClone();
        }

        switch (TypeOf(schema))
        {
            case "object":
                var made = new JsonObject();
                foreach ((string name, JsonNode? property) in schema["properties"]?.AsObject() ?? [])
                {
                    made[name] = Sample(property!);
                }

                return made;
            case "array":
                return new JsonArray(Sample(schema["items"]!));
            case "integer":
                return 1;
            case "boolean":
                return true;
            case "string":
                return schema["format"]?.GetValue<string>() == "date-time" ? "2026-11-01T00:00:00Z" : "x1";
            default:
                return new JsonObject();
        }
    }

    /// <summary>Adds what a value has or lacks against its schema.</summary>
    public void Compare(JsonNode? value, JsonNode given, string path, List<string> wrong)
    {
        JsonObject schema = Resolve(given);
        if (schema["oneOf"] is JsonArray choices)
        {
            if (value is not null)
            {
                Compare(value, choices.First(choice => TypeOf(choice!) != "null")!, path, wrong);
            }
            else if (choices.All(choice => TypeOf(choice!) != "null"))
            {
                wrong.Add($"{path} is null");
            }

            return;
        }

        string? type = TypeOf(schema);
        if (value is null)
        {
            if (!MayBeNull(schema) && type is not null)
            {
                wrong.Add($"{path} is null");
            }
        }
        else if (schema["properties"] is JsonObject properties)
        {
            JsonObject found = value.AsObject();
            wrong.AddRange(found.Select(member => member.Key).Except(properties.Select(p => p.Key)).Select(name => $"{path}.{name} is not declared"));
            wrong.AddRange(properties.Select(p => p.Key).Except(found.Select(member => member.Key)).Select(name => $"{path}.{name} is missing"));
            foreach ((string name, JsonNode? member) in found.Where(member => properties.ContainsKey(member.Key)))
            {
                Compare(member, properties[name]!, $"{path}.{name}", wrong);
            }
        }
        else if (type == "array")
        {
            int place = 0;
            foreach (JsonNode? item in value.AsArray())
            {
                Compare(item, schema["items"]!, $"{path}[{place++}]", wrong);
            }
        }
        else if (type is not null && !Fits(value, type))
        {
            wrong.Add($"{path} is {value.ToJsonString()}, not {type}");
        }
        else if (schema["enum"] is JsonArray allowed && !allowed.Any(one => one!.ToJsonString() == value.ToJsonString()))
        {
            wrong.Add($"{path} is {value.ToJsonString()}, none of {allowed.ToJsonString()}");
        }
    }

    private static bool Fits(JsonNode value, string type) => (value.GetValueKind(), type) switch
    {
        (System.Text.Json.JsonValueKind.String, "string") => true,
        (System.Text.Json.JsonValueKind.Number, "integer" or "number") => true,
        (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False, "boolean") => true,
        (System.Text.Json.JsonValueKind.Object, "object") => true,
        _ => false,
    };

    private static bool MayBeNull(JsonNode schema) => schema["type"] is JsonArray types && types.Any(type => type!.GetValue<string>() == "null");

    private static string? TypeOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray types => types.Select(type => type!.GetValue<string>()).FirstOrDefault(type => type != "null") ?? "null",
        JsonValue one => one.GetValue<string>(),
        _ => null,
    };
}
