using System.Text.Json.Nodes;

namespace Telecom.Contracts.Forms;

/// <summary>A field of a form: what the reader and the JSON Schema both go by.</summary>
/// <param name="Name">Name, snake_case.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Description">What it means, for the JSON Schema.</param>
internal abstract record Field(string Name, bool Required, string Description)
{
    /// <summary>The field's value as JSON Schema.</summary>
    public abstract JsonObject Schema(SchemaDefinitions definitions);
}
