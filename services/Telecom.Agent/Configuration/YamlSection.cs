using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Telecom.Agent.Configuration;

/// <summary>Reads the fields of one mapping. Every error is noted with its place and reading goes on; fields that nobody asked for are errors.</summary>
internal sealed class YamlSection
{
    private readonly YamlMappingNode _node;
    private readonly string _path;
    private readonly List<ConfigurationError> _errors;
    private readonly Dictionary<string, YamlNode> _unread = new(StringComparer.Ordinal);
    private readonly List<string> _asked = [];

    /// <summary>A mapping at a path.</summary>
    public YamlSection(YamlMappingNode node, string path, List<ConfigurationError> errors)
    {
        (_node, _path, _errors) = (node, path, errors);
        foreach ((YamlNode key, YamlNode value) in node.Children)
        {
            if (key is YamlScalarNode { Value: { } name })
            {
                _unread[name] = value;
            }
            else
            {
                Note(key, "", "a field's name must be a word");
            }
        }
    }

    /// <summary>Notes an error at a field, or at the section when it lacks the field.</summary>
    public void Error(string field, string message)
    {
        YamlNode node = _node.Children.FirstOrDefault(c => c.Key is YamlScalarNode key && key.Value == field).Value ?? _node;
        Note(node, field, message);
    }

    /// <summary>A text; null when absent.</summary>
    public string? Text(string field)
    {
        if (Take(field) is not { } node)
        {
            return null;
        }

        if (node is YamlScalarNode { Value: { Length: > 0 } text })
        {
            return text;
        }

        Note(node, field, "must be a text that is not empty");
        return null;
    }

    /// <summary>A text that must be there; empty after an error.</summary>
    public string RequiredText(string field)
    {
        if (!_node.Children.Keys.OfType<YamlScalarNode>().Any(k => k.Value == field))
        {
            _asked.Add(field);
            Note(_node, field, "is missing");
            return "";
        }

        return Text(field) ?? "";
    }

    /// <summary>A duration such as "250ms", "2s", "5m", "6h", "7d".</summary>
    public TimeSpan Duration(string field, TimeSpan @default, TimeSpan minimum, TimeSpan maximum)
    {
        if (Text(field) is not { } text)
        {
            return @default;
        }

        if (!Durations.TryParse(text, out TimeSpan value) || value < minimum || value > maximum)
        {
            Error(field, $"\"{text}\" is not a duration from {Durations.Format(minimum)} to {Durations.Format(maximum)}, written like 250ms, 2s, 5m, 6h or 7d");
            return @default;
        }

        return value;
    }

    /// <summary>A whole number.</summary>
    public long Number(string field, long @default, long minimum, long maximum)
    {
        if (Text(field) is not { } text)
        {
            return @default;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) || value < minimum || value > maximum)
        {
            Error(field, FormattableString.Invariant($"\"{text}\" is not a whole number from {minimum} to {maximum}"));
            return @default;
        }

        return value;
    }

    /// <summary>One of a few words, each with its meaning.</summary>
    public T Choice<T>(string field, T @default, params (string Word, T Meaning)[] choices)
    {
        if (Text(field) is not { } text)
        {
            return @default;
        }

        foreach ((string word, T meaning) in choices)
        {
            if (word == text)
            {
                return meaning;
            }
        }

        Error(field, $"\"{text}\" is not one of {string.Join(", ", choices.Select(c => c.Word))}");
        return @default;
    }

    /// <summary>A mapping inside; null when absent.</summary>
    public YamlSection? Section(string field)
    {
        if (Take(field) is not { } node)
        {
            return null;
        }

        if (node is YamlMappingNode mapping)
        {
            return new YamlSection(mapping, PathOf(field), _errors);
        }

        Note(node, field, "must be a mapping of fields");
        return null;
    }

    /// <summary>A list of mappings; empty when absent.</summary>
    public List<YamlSection> Sections(string field)
    {
        List<YamlSection> sections = [];
        if (Take(field) is not { } node)
        {
            return sections;
        }

        if (node is not YamlSequenceNode sequence)
        {
            Note(node, field, "must be a list");
            return sections;
        }

        for (int i = 0; i < sequence.Children.Count; i++)
        {
            string item = FormattableString.Invariant($"{field}[{i}]");
            if (sequence.Children[i] is YamlMappingNode mapping)
            {
                sections.Add(new YamlSection(mapping, PathOf(item), _errors));
            }
            else
            {
                Note(sequence.Children[i], item, "must be a mapping of fields");
            }
        }

        return sections;
    }

    /// <summary>A list of texts, or one text; empty when absent.</summary>
    public List<string> Texts(string field)
    {
        if (Take(field) is not { } node)
        {
            return [];
        }

        List<string> texts = [];
        foreach (YamlNode item in node is YamlSequenceNode sequence ? sequence.Children : [node])
        {
            if (item is YamlScalarNode { Value: { Length: > 0 } text })
            {
                texts.Add(text);
            }
            else
            {
                Note(item, field, "must be a text or a list of texts");
            }
        }

        return texts;
    }

    /// <summary>Notes every field that was not asked for.</summary>
    public void RefuseUnknown()
    {
        foreach ((string field, YamlNode _) in _unread)
        {
            YamlNode key = _node.Children.Keys.First(k => k is YamlScalarNode scalar && scalar.Value == field);
            Note(key, field, $"is not a field here; the fields are {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
        }
    }

    private YamlNode? Take(string field)
    {
        _asked.Add(field);
        return _unread.Remove(field, out YamlNode? node) ? node : null;
    }

    private string PathOf(string field) => _path.Length == 0 ? field : field.Length == 0 ? _path : $"{_path}.{field}";

    private void Note(YamlNode node, string field, string message) =>
        _errors.Add(new ConfigurationError(node.Start.Line, node.Start.Column, PathOf(field), message));
}
