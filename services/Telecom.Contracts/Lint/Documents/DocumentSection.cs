using System.Text;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Lint.Documents;

/// <summary>A mapping of a document that loads: its parameters as the reader understood them, and where they stand.</summary>
internal sealed class DocumentSection
{
    private readonly YamlMap _map;
    private readonly string _path;
    private readonly Dictionary<string, ContractParameter> _parameters;

    private DocumentSection(YamlMap map, string path, Dictionary<string, ContractParameter> parameters)
    {
        _map = map;
        _path = path;
        _parameters = parameters;
    }

    /// <summary>Line, from 1.</summary>
    public int Line => _map.Line;

    /// <summary>All parameters in it, at any depth, by line.</summary>
    public IEnumerable<ContractParameter> Parameters =>
        _parameters.Values.Where(parameter => parameter.Path.StartsWith(_path + ".", StringComparison.Ordinal)).OrderBy(parameter => parameter.Line);

    /// <summary>The whole document.</summary>
    /// <param name="yaml">Its bytes.</param>
    /// <param name="document">What the reader made of them.</param>
    public static DocumentSection Of(ReadOnlySpan<byte> yaml, ContractDocument document)
    {
        string text = Encoding.UTF8.GetString(yaml.StartsWith(Encoding.UTF8.Preamble) ? yaml[Encoding.UTF8.Preamble.Length..] : yaml);
        return YamlTreeBuilder.Build(text, new ErrorList(document.Id)) is YamlMap map
            ? new DocumentSection(map, "", document.Parameters.ToDictionary(parameter => parameter.Path, StringComparer.Ordinal))
            : throw new InvalidOperationException($"{document.Id}: not the text that the document was read from");
    }

    /// <summary>The text of a field that is no parameter; null when it is absent.</summary>
    public string? Word(string field) => (Node(field) as YamlScalar)?.Text;

    /// <summary>A parameter; null when it is absent.</summary>
    public ContractParameter? Parameter(string field) => _parameters.GetValueOrDefault(MapReader.Join(_path, field));

    /// <summary>A mapping inside; null when it is absent.</summary>
    public DocumentSection? Open(string field) => Node(field) is YamlMap map ? new DocumentSection(map, MapReader.Join(_path, field), _parameters) : null;

    /// <summary>The mappings of a list; none when it is absent.</summary>
    public IReadOnlyList<DocumentSection> Items(string field) =>
    [
        .. from entry in ((Node(field) as YamlList)?.Items ?? []).Index()
           where entry.Item is YamlMap
           select new DocumentSection((YamlMap)entry.Item, $"{MapReader.Join(_path, field)}[{entry.Index}]", _parameters),
    ];

    /// <summary>The value of a parameter and those under the other options of its reading, as written; none when it is absent.</summary>
    public IReadOnlyList<string> Values(string field) => Open(field) is { } parameter
        ? [YamlText.Of(parameter.Node("value")), .. (parameter.Open("otherwise")?._map.Entries ?? []).Select(option => YamlText.Of(option.Value))]
        : [];

    private YamlNode? Node(string field) => _map.Entries.FirstOrDefault(entry => entry.Key.Text == field).Value;
}
