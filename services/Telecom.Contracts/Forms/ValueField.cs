using System.Text.Json.Nodes;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Forms;

/// <summary>A plain value.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Name">Name, snake_case.</param>
/// <param name="Rule">What it must look like.</param>
/// <param name="Fallback">What it is when it is absent or wrong.</param>
/// <param name="Description">What it means.</param>
/// <param name="Required">Whether it must be there.</param>
internal sealed record ValueField<T>(string Name, Rule<T> Rule, T Fallback, string Description, bool Required = true) : Field(Name, Required, Description)
{
    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions) => Rule.Schema();
}
