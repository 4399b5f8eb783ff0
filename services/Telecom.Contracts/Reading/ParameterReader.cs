using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Reading;

/// <summary>
/// Reads parameters: mappings with a value, the clause that it comes from or completes, who set it, the reading that it rests on, and
/// words of the text.
/// </summary>
internal sealed class ParameterReader(IReadOnlyCollection<string> clauses, ErrorList errors)
{
    private static readonly string[] Fields = ["value", "clause", "set_by?", "reading?", "quote?", "note?"];

    /// <summary>Reads a parameter with one value.</summary>
    public Parameter<T> Read<T>(MapReader map, string field, ValueRule<T> rule, T fallback) =>
        Read(map, field, (parameter) => parameter.Value("value", rule, fallback));

    /// <summary>Reads a parameter with a list of distinct values.</summary>
    public Parameter<IReadOnlyList<T>> ReadList<T>(MapReader map, string field, ValueRule<T> rule, T fallback) =>
        Read<IReadOnlyList<T>>(map, field, parameter => ReadDistinct(parameter, "value", rule, fallback, errors));

    /// <summary>Reads a list of distinct values.</summary>
    public static IReadOnlyList<T> ReadDistinct<T>(MapReader map, string field, ValueRule<T> rule, T fallback, ErrorList errors)
    {
        List<T> values = [];
        foreach ((YamlNode node, string path) in map.Items(field))
        {
            T value = rule.Read(node, path, errors, fallback);
            if (values.Contains(value) && node is YamlScalar)
            {
                errors.Add(node, path, $"{node.Kind} stands twice");
            }

            values.Add(value);
        }

        return values;
    }

    private Parameter<T> Read<T>(MapReader map, string field, Func<MapReader, T> read)
    {
        if (map[field] is not { } node)
        {
            // Missing, and reported by the mapping: what is read from nothing is the fallback.
            return new Parameter<T>(read(new MapReader(null, map.PathOf(field), errors)), "", ParameterOrigin.Text, null, null);
        }

        MapReader parameter = new(node, map.PathOf(field), errors, Fields);
        string clause = parameter.Value("clause", ValueRules.Id, "");
        if (clause.Length > 0 && !clauses.Contains(clause))
        {
            errors.Add(parameter["clause"] ?? node, parameter.PathOf("clause"), $"'{clause}' is no clause of this document; declared: {string.Join(", ", clauses)}");
        }

        _ = parameter.Value("note", ValueRules.Title, "");
        return new Parameter<T>(
            read(parameter),
            clause,
            parameter.Value("set_by", ValueRules.Origin, ParameterOrigin.Text),
            parameter["reading"] is null ? null : parameter.Value("reading", ValueRules.Reading, ""),
            parameter["quote"] is null ? null : parameter.Value("quote", ValueRules.Quote, ""));
    }
}
