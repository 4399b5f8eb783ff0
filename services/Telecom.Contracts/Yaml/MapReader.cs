using Telecom.Contracts.Forms;

namespace Telecom.Contracts.Yaml;

/// <summary>Reads the fields of a mapping and reports every field that is unknown, missing or wrong.</summary>
internal sealed class MapReader
{
    private readonly Dictionary<string, YamlNode> _fields = new(StringComparer.Ordinal);
    private readonly ErrorList _errors;

    /// <summary>Opens a mapping; anything else is an error and has no fields.</summary>
    /// <param name="node">The node; null when it is missing, which is reported already.</param>
    /// <param name="path">Its path.</param>
    /// <param name="errors">Where errors go.</param>
    /// <param name="fields">The allowed fields; optional ones end with "?".</param>
    public MapReader(YamlNode? node, string path, ErrorList errors, params string[] fields)
    {
        Node = node ?? new YamlScalar(1, 1, "", ScalarType.Null);
        Path = path;
        _errors = errors;
        string[] names = [.. fields.Select(field => field.TrimEnd('?'))];
        if (node is not YamlMap map)
        {
            if (node is not null)
            {
                errors.Add(node, path, $"{node.Kind} where a mapping with {string.Join(", ", names)} is needed");
            }

            return;
        }

        foreach ((YamlScalar key, YamlNode value) in map.Entries)
        {
            if (names.Contains(key.Text, StringComparer.Ordinal))
            {
                _fields[key.Text] = value;
            }
            else
            {
                errors.Add(key, Join(path, key.Text), $"unknown field; allowed: {string.Join(", ", names)}");
            }
        }

        foreach (string field in fields.Where(field => !field.EndsWith('?') && !_fields.ContainsKey(field)))
        {
            errors.Add(map, Join(path, field), "the field is missing");
        }
    }

    /// <summary>Opens a mapping by its form.</summary>
    public MapReader(YamlNode? node, string path, ErrorList errors, Form form)
        : this(node, path, errors, form.Names)
    {
    }

    /// <summary>The mapping itself.</summary>
    public YamlNode Node { get; }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>The node of a field; null when it is absent.</summary>
    public YamlNode? this[string field] => _fields.GetValueOrDefault(field);

    /// <summary>"parent.field".</summary>
    public static string Join(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";

    /// <summary>The path of a field.</summary>
    public string PathOf(string field) => Join(Path, field);

    /// <summary>The value of a field; the fallback when it is absent or wrong, which is then among the errors.</summary>
    public T Value<T>(string field, Rule<T> rule, T fallback) => rule.Read(this[field], PathOf(field), _errors, fallback);

    /// <summary>The value of a field; its fallback when it is absent or wrong, which is then among the errors.</summary>
    public T Value<T>(ValueField<T> field) => Value(field.Name, field.Rule, field.Fallback);

    /// <summary>The text of a field; null when it is absent.</summary>
    public string? Optional(ValueField<string> field) => this[field.Name] is null ? null : Value(field);

    /// <summary>Opens a mapping; null when it is absent.</summary>
    /// <param name="field">The field.</param>
    /// <param name="form">Its form.</param>
    public MapReader? Open(FormField field, Form form) => this[field.Name] is { } node ? new MapReader(node, PathOf(field.Name), _errors, form) : null;

    /// <summary>Opens the items of a list.</summary>
    /// <param name="field">The field.</param>
    /// <param name="form">Form of the items.</param>
    public IEnumerable<MapReader> Open(ListField field, Form form) =>
        Items(field.Name, field.Least).Select(item => new MapReader(item.Node, item.Path, _errors, form)).ToArray();

    /// <summary>Reports something wrong with a field, or with the mapping when the field is absent.</summary>
    public void Refuse(string field, string message) => _errors.Add(this[field] ?? Node, PathOf(field), message);

    /// <summary>Reports a value of a field that another mapping of the list has already.</summary>
    public void RefuseSecond(string field, IEnumerable<string> before, string value)
    {
        if (value.Length > 0 && before.Contains(value, StringComparer.Ordinal))
        {
            Refuse(field, $"'{value}' stands twice");
        }
    }

    /// <summary>The items of a list with their paths; none when the field is absent or no list.</summary>
    /// <param name="field">The field.</param>
    /// <param name="least">Fewest items that are allowed when the field is there.</param>
    public IReadOnlyList<(YamlNode Node, string Path)> Items(string field, int least = 0)
    {
        if (this[field] is not { } node)
        {
            return [];
        }

        string path = PathOf(field);
        if (node is not YamlList list)
        {
            _errors.Add(node, path, $"{node.Kind} where a list is needed");
            return [];
        }

        if (list.Items.Count < least)
        {
            _errors.Add(list, path, $"{list.Items.Count} items where at least {least} are needed");
        }

        return [.. list.Items.Select((item, index) => (item, $"{path}[{index}]"))];
    }
}
