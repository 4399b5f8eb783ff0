using System.Globalization;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Evidence;

/// <summary>
/// Reads the fields of a mapping of evidence and reports every field that is unknown, missing or wrong. A field that is null is absent;
/// the few for which null has its own meaning ask <see cref="IsNull"/>.
/// </summary>
internal sealed class EvidenceMap
{
    private readonly Dictionary<string, YamlNode> _fields = new(StringComparer.Ordinal);
    private readonly ErrorList _errors;

    /// <summary>Opens a mapping; anything else is an error and has no fields.</summary>
    public EvidenceMap(YamlNode node, string path, ErrorList errors, params ReadOnlySpan<string> allowed)
    {
        (Node, Path, _errors) = (node, path, errors);
        if (node is not YamlMap map)
        {
            errors.Add(node, path, $"{node.Kind} where an object with {string.Join(", ", allowed!)} is needed");
            return;
        }

        IsMap = true;
        foreach ((YamlScalar key, YamlNode value) in map.Entries)
        {
            if (allowed.Contains(key.Text))
            {
                _fields[key.Text] = value;
            }
            else
            {
                errors.Add(key, MapReader.Join(path, key.Text), $"unknown field; allowed: {string.Join(", ", allowed!)}");
            }
        }
    }

    /// <summary>One field of a mapping whose keys are free.</summary>
    private EvidenceMap(YamlNode node, string path, ErrorList errors, string field, YamlNode value)
    {
        (Node, Path, _errors, IsMap) = (node, path, errors, true);
        _fields[field] = value;
    }

    /// <summary>The mapping itself.</summary>
    public YamlNode Node { get; }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>False when it is no mapping, which is among the errors.</summary>
    public bool IsMap { get; }

    /// <summary>The node of a field; null when it is absent or null.</summary>
    public YamlNode? this[string field] => _fields.GetValueOrDefault(field) is { } node && node is not YamlScalar { IsNull: true } ? node : null;

    /// <summary>True when the field is there and null.</summary>
    public bool IsNull(string field) => _fields.GetValueOrDefault(field) is YamlScalar { IsNull: true };

    /// <summary>The path of a field.</summary>
    public string PathOf(string field) => MapReader.Join(Path, field);

    /// <summary>Adds an error at a field, or at the mapping when the field is absent.</summary>
    public void Error(string field, string message) => _errors.Add(_fields.GetValueOrDefault(field) ?? Node, PathOf(field), message);

    /// <summary>The value of a field; null when it is absent or wrong.</summary>
    public T? Value<T>(string field, EvidenceRule<T> rule)
        where T : struct => this[field] is { } node && rule.TryRead(node, PathOf(field), _errors, out T value) ? value : null;

    /// <summary>As <see cref="Value"/>, for values that are objects.</summary>
    public T? Text<T>(string field, EvidenceRule<T> rule)
        where T : class => this[field] is { } node && rule.TryRead(node, PathOf(field), _errors, out T value) ? value : null;

    /// <summary>The value of a field that must be there; the fallback when it is missing or wrong, which is then among the errors.</summary>
    public T Need<T>(string field, EvidenceRule<T> rule, T fallback)
    {
        if (this[field] is not { } node)
        {
            if (IsMap)
            {
                Error(field, $"is required: {rule.Allowed}");
            }

            return fallback;
        }

        return rule.TryRead(node, PathOf(field), _errors, out T value) ? value : fallback;
    }

    /// <summary>A mapping; null when it is absent or no mapping, which is then among the errors.</summary>
    public EvidenceMap? Map(string field, params ReadOnlySpan<string> allowed) =>
        this[field] is { } node && new EvidenceMap(node, PathOf(field), _errors, allowed) is { IsMap: true } map ? map : null;

    /// <summary>The fields of a mapping whose keys are free, each with a reader of that field; none when it is absent.</summary>
    public IEnumerable<(string Key, EvidenceMap Fields)> Named(string field)
    {
        if (this[field] is not { } node)
        {
            return [];
        }

        if (node is YamlMap map)
        {
            string path = PathOf(field);
            return map.Entries.Select(entry => (entry.Key.Text, new EvidenceMap(node, path, _errors, entry.Key.Text, entry.Value)));
        }

        Error(field, $"{node.Kind} where an object is needed");
        return [];
    }

    /// <summary>The items of a list with their paths; null when it is absent, none when it is no list.</summary>
    public IEnumerable<(YamlNode Node, string Path)>? Items(string field)
    {
        if (this[field] is not { } node)
        {
            return null;
        }

        string path = PathOf(field);
        if (node is not YamlList list)
        {
            _errors.Add(node, path, $"{node.Kind} where a list is needed");
            return [];
        }

        if (list.Items.Count > EvidenceLoader.MaxItems)
        {
            _errors.Add(list, path, string.Create(CultureInfo.InvariantCulture, $"{list.Items.Count} items; at most {EvidenceLoader.MaxItems} are allowed"));
            return [];
        }

        return list.Items.Select((item, index) => (item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]")));
    }

    /// <summary>The mappings of a list; null when it is absent. Items that are no mappings are among the errors.</summary>
    public IEnumerable<EvidenceMap>? Maps(string field, params string[] allowed) =>
        Items(field)?.Select(item => new EvidenceMap(item.Node, item.Path, _errors, allowed)).Where(map => map.IsMap);

    /// <summary>The values of a list; null when it is absent. Wrong ones are among the errors and left out.</summary>
    public List<T>? Values<T>(string field, EvidenceRule<T> rule)
    {
        if (Items(field) is not { } items)
        {
            return null;
        }

        List<T> values = [];
        foreach ((YamlNode node, string path) in items)
        {
            if (rule.TryRead(node, path, _errors, out T value))
            {
                values.Add(value);
            }
        }

        return values;
    }

    /// <summary>The range of two required instants; empty when one is wrong or the end is before the start, which is then among the errors.</summary>
    public TimeRange Range(string start = "start", string end = "end")
    {
        if (!IsMap)
        {
            return default;
        }

        UtcInstant? from = Value(start, EvidenceRules.Instant);
        UtcInstant? to = Value(end, EvidenceRules.Instant);
        foreach (string missing in new[] { start, end }.Where(field => this[field] is null))
        {
            Error(missing, $"is required: {EvidenceRules.Instant.Allowed}");
        }

        if (from is not { } first || to is not { } last)
        {
            return default;
        }

        if (last < first)
        {
            Error(end, $"{last} is before {start}, {first}; a range ends at or after its start");
            return default;
        }

        return new TimeRange(first, last);
    }
}
