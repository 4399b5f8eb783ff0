using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Reading;

/// <summary>
/// Reads parameters: mappings with a value, the clause that it comes from or completes, who set it, the reading that it rests on, its
/// values under the other options of that reading, and words of the text.
/// </summary>
internal sealed class ParameterReader(IReadOnlyCollection<string> clauses, ErrorList errors)
{
    private readonly List<ContractParameter> _all = [];
    private readonly List<ReadingSite> _sites = [];

    /// <summary>All parameters that were read, in the document's order.</summary>
    public IReadOnlyList<ContractParameter> All => _all;

    /// <summary>Those that rest on readings.</summary>
    public IReadOnlyList<ReadingSite> Sites => _sites;

    /// <summary>Reads a parameter; it has the field's fallback when it is absent.</summary>
    public Parameter<T> Read<T>(MapReader map, ParameterField<T> field) =>
        Optional(map, field) ?? new Parameter<T>(field.Fallback, "", ParameterOrigin.Text, null, null);

    /// <summary>Reads a parameter; null when it is absent.</summary>
    public Parameter<T>? Optional<T>(MapReader map, ParameterField<T> field)
    {
        if (map[field.Name] is not { } node)
        {
            return null;
        }

        MapReader parameter = new(node, map.PathOf(field.Name), errors, ParameterForm.Names);
        T own = parameter.Value("value", field.Rule, field.Fallback);
        Parameter<T> read = new(
            own,
            ReadClause(parameter),
            parameter.Value(ParameterForm.SetBy),
            parameter.Optional(ParameterForm.Reading),
            parameter.Optional(ParameterForm.Quote))
        {
            Otherwise = ReadOtherwise(parameter, field),
            Range = ReadRange(parameter, field, own),
            Note = parameter.Optional(ParameterForm.Note),
        };
        read = read with { Option = ReadOption(parameter, read.Reading, read.Clause, [.. read.Otherwise.Keys]) };
        _all.Add(new ContractParameter(
            parameter.Path, node.Line, YamlText.Of(parameter["value"]), read.Clause, read.Origin, read.Reading, [.. read.Otherwise.Keys], read.Range, read.Quote));
        return read;
    }

    /// <summary>The field "clause", which names a clause of the document.</summary>
    public string ReadClause(MapReader map)
    {
        string clause = map.Value(ParameterForm.Clause);
        if (clause.Length > 0 && !clauses.Contains(clause))
        {
            map.Refuse("clause", $"'{clause}' is no clause of this document; declared: {string.Join(", ", clauses)}");
        }

        return clause;
    }

    private string? ReadOption(MapReader parameter, string? reading, string clause, IReadOnlyList<string> others)
    {
        string? stated = parameter.Optional(ParameterForm.Option);
        if (reading is null)
        {
            foreach (string field in (string[])["option", "otherwise"])
            {
                if (parameter[field] is not null)
                {
                    parameter.Refuse(field, "options are those of a reading; name it with reading");
                }
            }

            return null;
        }

        string name = stated ?? NameOf(YamlText.Of(parameter["value"]));
        _sites.Add(new ReadingSite(parameter, reading, clause, stated, name, others));
        return name;
    }

    private Dictionary<string, T> ReadOtherwise<T>(MapReader parameter, ParameterField<T> field)
    {
        Dictionary<string, T> values = new(StringComparer.Ordinal);
        if (parameter["otherwise"] is not { } node)
        {
            return values;
        }

        string path = parameter.PathOf("otherwise");
        if (node is not YamlMap { Entries.Count: > 0 } map)
        {
            errors.Add(node, path, $"{(node is YamlMap ? "an empty mapping" : node.Kind)} where a mapping of options to values is needed");
            return values;
        }

        foreach ((YamlScalar option, YamlNode value) in map.Entries)
        {
            string name = ValueRules.Option.Read(option, path, errors, option.Text);
            values[name] = field.Rule.Read(value, MapReader.Join(path, option.Text), errors, field.Fallback);
        }

        return values;
    }

    private IReadOnlyList<string> ReadRange<T>(MapReader parameter, ParameterField<T> field, T value)
    {
        if (parameter["range"] is not { } node)
        {
            return [];
        }

        string path = parameter.PathOf("range");
        if (node is not YamlList { Items: [YamlScalar low, YamlScalar high] })
        {
            errors.Add(node, path, "a range is a list of two values: the lower and the upper end");
            return [];
        }

        T[] ends = [field.Rule.Read(low, $"{path}[0]", errors, field.Fallback), field.Rule.Read(high, $"{path}[1]", errors, field.Fallback)];
        bool canBeCompared = field.Rule is ValueRule<T> rule && rule.Parse(YamlText.Of(parameter["value"]), out _);
        if (canBeCompared && !ends.Contains(value))
        {
            errors.Add(node, path, $"the value {YamlText.Of(parameter["value"])} is neither end of the range; the end that binds is the value");
        }

        return [low.Text, high.Text];
    }

    /// <summary>A value made an option's name: small letters, digits and "_".</summary>
    private static string NameOf(string value)
    {
        string name = string.Concat(value.ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : ' '));
        string joined = string.Join('_', name.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return joined.Length is > 0 and <= 63 ? joined : "as_written";
    }
}
