namespace Telecom.Contracts.Yaml;

/// <summary>A mapping, in the document's order; keys are distinct.</summary>
internal sealed record YamlMap(int Line, int Column, IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries) : YamlNode(Line, Column)
{
    /// <inheritdoc/>
    public override string Kind => "a mapping";
}
