using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Telecom.Contracts.Yaml;

/// <summary>
/// Makes the tree of a document from the parser's events. Contract documents use plain YAML: no anchors or aliases (which let a small
/// file describe a huge one), no tags, no second document, and every key once.
/// </summary>
internal sealed class YamlTreeBuilder
{
    private const int MaxDepth = 24;

    private readonly Parser _parser;
    private readonly ErrorList _errors;

    private YamlTreeBuilder(string text, ErrorList errors)
    {
        _parser = new Parser(new StringReader(text));
        _errors = errors;
    }

    /// <summary>The root of the document; null when the text is no YAML, which is then among the errors.</summary>
    public static YamlNode? Build(string text, ErrorList errors)
    {
        try
        {
            return new YamlTreeBuilder(text, errors).ReadDocument();
        }
        catch (YamlException failure)
        {
            errors.Add(failure.Start.Line, failure.Start.Column, "", $"not YAML: {failure.Message}");
            return null;
        }
    }

    private YamlNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (Take<DocumentStart>() is null)
        {
            _errors.Add(1, 1, "", "the document is empty");
            return null;
        }

        YamlNode root = ReadNode("", 0);
        _parser.Consume<DocumentEnd>();
        if (Take<DocumentStart>() is { } second)
        {
            _errors.Add(second.Start.Line, second.Start.Column, "", "a second document; a file holds one contract");
        }

        return root;
    }

    private YamlNode ReadNode(string path, int depth)
    {
        if (_parser.Current is { } here && depth > MaxDepth)
        {
            throw new YamlException(here.Start, here.End, $"nested deeper than {MaxDepth} levels");
        }

        if (Take<AnchorAlias>() is { } alias)
        {
            _errors.Add(alias.Start.Line, alias.Start.Column, path, $"alias *{alias.Value} is not allowed; write the value out");
            return new YamlScalar((int)alias.Start.Line, (int)alias.Start.Column, "", ScalarType.Null);
        }

        if (_parser.Current is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
        {
            _errors.Add(node.Start.Line, node.Start.Column, path, "anchors and tags are not allowed");
        }

        if (Take<Scalar>() is { } scalar)
        {
            ScalarType type = scalar.Style == ScalarStyle.Plain ? YamlScalar.TypeOf(scalar.Value) : ScalarType.Text;
            return new YamlScalar((int)scalar.Start.Line, (int)scalar.Start.Column, scalar.Value, type);
        }

        if (Take<SequenceStart>() is { } list)
        {
            List<YamlNode> items = [];
            while (Take<SequenceEnd>() is null)
            {
                items.Add(ReadNode($"{path}[{items.Count}]", depth + 1));
            }

            return new YamlList((int)list.Start.Line, (int)list.Start.Column, items);
        }

        MappingStart map = _parser.Consume<MappingStart>();
        return new YamlMap((int)map.Start.Line, (int)map.Start.Column, ReadEntries(path, depth));
    }

    private List<(YamlScalar Key, YamlNode Value)> ReadEntries(string path, int depth)
    {
        List<(YamlScalar Key, YamlNode Value)> entries = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        while (Take<MappingEnd>() is null)
        {
            YamlNode key = ReadNode(path, depth + 1);
            YamlNode value = ReadNode(MapReader.Join(path, (key as YamlScalar)?.Text ?? "?"), depth + 1);
            if (key is not YamlScalar name)
            {
                _errors.Add(key, path, $"a key must be a text, not {key.Kind}");
            }
            else if (!keys.Add(name.Text))
            {
                _errors.Add(name, MapReader.Join(path, name.Text), "the key stands twice; keep one");
            }
            else
            {
                entries.Add((name, value));
            }
        }

        return entries;
    }

    /// <summary>The next event when it is of the kind; it is then taken.</summary>
    private T? Take<T>()
        where T : ParsingEvent => _parser.Accept<T>(out _) ? _parser.Consume<T>() : null;
}
