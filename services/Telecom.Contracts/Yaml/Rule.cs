using System.Text.Json.Nodes;

namespace Telecom.Contracts.Yaml;

/// <summary>What a value must look like and how it is read. The same rule reads documents and describes them in the JSON Schema.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
internal abstract record Rule<T>
{
    /// <summary>Reads a node; the fallback when it is missing or wrong, which is then among the errors.</summary>
    public abstract T Read(YamlNode? node, string path, ErrorList errors, T fallback);

    /// <summary>The rule as JSON Schema.</summary>
    public abstract JsonObject Schema();
}
