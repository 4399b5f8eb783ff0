using System.Text.Json.Nodes;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Forms;

/// <summary>A parameter: a value with its clause, its reading and the values under the other options of that reading.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Name">Name, snake_case.</param>
/// <param name="Rule">What the value must look like.</param>
/// <param name="Fallback">What the value is when it is absent or wrong.</param>
/// <param name="Description">What it means.</param>
/// <param name="Required">Whether it must be there.</param>
internal sealed record ParameterField<T>(string Name, Rule<T> Rule, T Fallback, string Description, bool Required = true) : Field(Name, Required, Description)
{
    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions) => ParameterForm.Schema(Name, Rule.Schema, definitions);
}
