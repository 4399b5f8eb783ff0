using System.Text.Json.Nodes;

namespace Telecom.Contracts.Forms;

/// <summary>A mapping that another form describes: evidence, and what is expected of a statement.</summary>
/// <param name="Name">Name, snake_case.</param>
/// <param name="Description">What it means.</param>
internal sealed record FreeField(string Name, string Description) : Field(Name, true, Description)
{
    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions) => new() { ["type"] = "object" };
}
