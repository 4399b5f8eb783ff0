using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Telecom.Contracts.Forms;
using Telecom.Contracts.Reading;

namespace Telecom.Contracts;

/// <summary>
/// The form of contract documents as JSON Schema (draft 2020-12), for editors and other tools. It is made of the tables that the reader
/// goes by, so that the two agree; what only the reader can check (references between fields, sums, worked examples) is not in it.
/// </summary>
public static class ContractSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON Schema, indented, with a line feed at the end.</summary>
    public static string Text()
    {
        SchemaDefinitions definitions = new();
        JsonObject root = ContractReader.Form.Schema(definitions);
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Contract document, schema 2",
        };
        foreach ((string name, JsonNode? value) in root)
        {
            schema[name] = value?.DeepClone();
        }

        schema["$defs"] = definitions.ToJson();
        return schema.ToJsonString(Indented) + "\n";
    }
}
