namespace Telecom.Contracts.Yaml;

/// <summary>A text. Numbers and dates are texts too: what they mean is decided by the field, not by their looks.</summary>
internal sealed record YamlScalar(int Line, int Column, string Text) : YamlNode(Line, Column)
{
    /// <inheritdoc/>
    public override string Kind => Text.Length == 0 ? "nothing" : $"'{Text}'";
}
