using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>
/// Reads a mapping file: YAML with the lists "presets" and "mappings" and the map "circuits", fields in camel case. Everything that is
/// wrong is reported, with its line.
/// </summary>
internal sealed class MappingFile
{
    private const int MaxBytes = 1 << 20;

    private readonly string _name;
    private readonly ICollection<string> _errors;

    private MappingFile(string name, ICollection<string> errors) => (_name, _errors) = (name, errors);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="errors">Receives every error.</param>
    public static MappingDocument Read(string path, ICollection<string> errors)
    {
        string text;
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                errors.Add($"{path} is larger than {MaxBytes} bytes");
                return Empty;
            }

            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{path} cannot be read: {exception.Message}");
            return Empty;
        }

        return Parse(text, path, errors);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">Name of the file, for the errors.</param>
    /// <param name="errors">Receives every error.</param>
    public static MappingDocument Parse(string text, string name, ICollection<string> errors)
    {
        MappingFile file = new(name, errors);
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1 ? file.ReadRoot(stream.Documents[0].RootNode) : file.Wrong(1, $"{stream.Documents.Count} documents; allowed is one");
        }
        catch (YamlException exception)
        {
            return file.Wrong(exception.Start.Line, $"not YAML: {exception.Message}");
        }
    }

    private static MappingDocument Empty { get; } = new(null, new Dictionary<string, string>(), []);

    private MappingDocument ReadRoot(YamlNode root)
    {
        List<string>? presets = null;
        Dictionary<string, string> circuits = [];
        List<OtlpMapping> mappings = [];
        foreach ((string key, YamlNode value) in Fields(root, ["presets", "circuits", "mappings"]))
        {
            switch (key)
            {
                case "presets":
                    presets = [.. Items(value).Select(Text)];
                    break;
                case "circuits":
                    circuits = Fields(value, null).ToDictionary(f => f.Key, f => Text(f.Value), StringComparer.Ordinal);
                    break;
                default:
                    mappings.AddRange(Items(value).Select(ReadMapping));
                    break;
            }
        }

        return new MappingDocument(presets, circuits, mappings);
    }

    private OtlpMapping ReadMapping(YamlNode node)
    {
        OtlpMapping mapping = new();
        foreach ((string key, YamlNode value) in Fields(node, ["metric", "as", "unit", "circuit", "where", "packets", "priority", "set"]))
        {
            switch (key)
            {
                case "metric":
                    mapping.Metric = Text(value);
                    break;
                case "as":
                    mapping.As = Text(value);
                    break;
                case "unit":
                    mapping.Unit = Text(value);
                    break;
                case "circuit":
                    mapping.Circuit = Text(value);
                    break;
                case "where":
                    mapping.Where = Fields(value, null).ToDictionary(f => f.Key, f => Text(f.Value), StringComparer.Ordinal);
                    break;
                case "packets":
                    mapping.Packets = Number(value);
                    break;
                case "priority":
                    mapping.Priority = Number(value);
                    break;
                default:
                    mapping.Set = Text(value);
                    break;
            }
        }

        return mapping;
    }

    private IEnumerable<(string Key, YamlNode Value)> Fields(YamlNode node, string[]? allowed)
    {
        if (node is not YamlMappingNode map)
        {
            Wrong(node.Start.Line, "must be a map of names and values");
            yield break;
        }

        foreach ((YamlNode key, YamlNode value) in map.Children)
        {
            string name = (key as YamlScalarNode)?.Value ?? "";
            if (allowed?.Contains(name) == false)
            {
                Wrong(key.Start.Line, $"\"{name}\" is not known; allowed: {string.Join(", ", allowed)}");
            }
            else
            {
                yield return (name, value);
            }
        }
    }

    private IEnumerable<YamlNode> Items(YamlNode node)
    {
        if (node is YamlSequenceNode list)
        {
            return list.Children;
        }

        Wrong(node.Start.Line, "must be a list");
        return [];
    }

    private string Text(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } text })
        {
            return text;
        }

        Wrong(node.Start.Line, "must be a text");
        return "";
    }

    private int Number(YamlNode node)
    {
        if (!int.TryParse(Text(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            Wrong(node.Start.Line, "must be a whole number");
        }

        return number;
    }

    private MappingDocument Wrong(long line, string message)
    {
        _errors.Add($"{_name}, line {line}: {message}");
        return Empty;
    }
}
