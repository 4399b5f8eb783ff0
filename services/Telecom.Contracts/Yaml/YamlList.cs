namespace Telecom.Contracts.Yaml;

/// <summary>A list.</summary>
internal sealed record YamlList(int Line, int Column, IReadOnlyList<YamlNode> Items) : YamlNode(Line, Column)
{
    /// <inheritdoc/>
    public override string Kind => "a list";
}
