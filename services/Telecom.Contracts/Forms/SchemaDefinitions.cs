using System.Globalization;
using System.Text.Json.Nodes;

namespace Telecom.Contracts.Forms;

/// <summary>Collects the forms that a JSON Schema refers to.</summary>
internal sealed class SchemaDefinitions
{
    private readonly SortedDictionary<string, JsonObject> _definitions = new(StringComparer.Ordinal);

    /// <summary>A reference to a form, which is then among the definitions.</summary>
    public JsonObject Refer(IForm form)
    {
        if (_definitions.TryAdd(form.Name, []))
        {
            _definitions[form.Name] = form.Schema(this);
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{form.Name}" };
    }

    /// <summary>A reference to a schema that several places share. Another schema of the same name gets a number.</summary>
    /// <param name="name">Name of the definition.</param>
    /// <param name="make">Makes the schema; it is given its reference.</param>
    public JsonObject Share(string name, Func<string, JsonObject> make)
    {
        for (int number = 1; ; number++)
        {
            string key = number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
            string reference = $"#/$defs/{key}";
            JsonObject schema = make(reference);
            if (_definitions.TryAdd(key, schema) || _definitions[key].ToJsonString() == schema.ToJsonString())
            {
                return new JsonObject { ["$ref"] = reference };
            }
        }
    }

    /// <summary>The definitions by name.</summary>
    public JsonObject ToJson() => new(_definitions.Select(definition => KeyValuePair.Create<string, JsonNode?>(definition.Key, definition.Value)));
}
