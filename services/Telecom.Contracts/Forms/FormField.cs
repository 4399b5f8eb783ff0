using System.Text.Json.Nodes;

namespace Telecom.Contracts.Forms;

/// <summary>A mapping with a form of its own.</summary>
/// <param name="Name">Name, snake_case.</param>
/// <param name="Form">Its form.</param>
/// <param name="Description">What it means.</param>
/// <param name="Required">Whether it must be there.</param>
internal sealed record FormField(string Name, IForm Form, string Description, bool Required = true) : Field(Name, Required, Description)
{
    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions) => definitions.Refer(Form);
}
