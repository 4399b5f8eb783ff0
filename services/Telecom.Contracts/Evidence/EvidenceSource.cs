using System.Globalization;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Evidence;

/// <summary>Where an evidence document was read from.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Path">Path of the evidence in the file; empty when it is all of it.</param>
/// <param name="Root">Its tree.</param>
internal sealed record EvidenceSource(string File, string Path, YamlNode Root)
{
    /// <summary>The path in the file of a path of the form.</summary>
    public string PathOf(string path) => path.Length > 0 ? MapReader.Join(Path, path) : Path.Length > 0 ? Path : "document";

    /// <summary>The node of a path such as "outages[0].cause"; the deepest one on the way that exists.</summary>
    public YamlNode Find(string path)
    {
        YamlNode node = Root;
        foreach (string step in path.Split('.'))
        {
            int bracket = step.IndexOf('[', StringComparison.Ordinal);
            string field = bracket < 0 ? step : step[..bracket];
            if (node is not YamlMap map || map.Entries.FirstOrDefault(entry => entry.Key.Text == field).Value is not { } value)
            {
                return node;
            }

            node = value;
            if (bracket >= 0 && node is YamlList list
                && int.TryParse(step.AsSpan(bracket + 1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                && index < list.Items.Count)
            {
                node = list.Items[index];
            }
        }

        return node;
    }
}
