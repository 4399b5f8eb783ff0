namespace Telecom.Contracts.Yaml;

/// <summary>Nodes as text on one line.</summary>
internal static class YamlText
{
    /// <summary>The node in flow style.</summary>
    public static string Of(YamlNode? node) => node switch
    {
        YamlScalar scalar => scalar.Text,
        YamlList list => $"[{string.Join(", ", list.Items.Select(Of))}]",
        YamlMap map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key.Text}: {Of(entry.Value)}"))}}}",
        _ => "",
    };
}
