using System.Text.Json.Nodes;

namespace Telecom.Contracts.Forms;

/// <summary>A list of mappings of one form.</summary>
/// <param name="Name">Name, snake_case.</param>
/// <param name="Item">Form of an item.</param>
/// <param name="Description">What it means.</param>
/// <param name="Least">Fewest items.</param>
/// <param name="Required">Whether it must be there.</param>
internal sealed record ListField(string Name, IForm Item, string Description, int Least = 0, bool Required = true) : Field(Name, Required, Description)
{
    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions)
    {
        JsonObject schema = new() { ["type"] = "array", ["items"] = definitions.Refer(Item) };
        if (Least > 0)
        {
            schema["minItems"] = Least;
        }

        return schema;
    }
}
