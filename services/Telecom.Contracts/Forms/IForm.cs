using System.Text.Json.Nodes;

namespace Telecom.Contracts.Forms;

/// <summary>The form of a mapping.</summary>
internal interface IForm
{
    /// <summary>Name among the definitions of the JSON Schema, snake_case.</summary>
    string Name { get; }

    /// <summary>The mapping as JSON Schema.</summary>
    JsonObject Schema(SchemaDefinitions definitions);
}
