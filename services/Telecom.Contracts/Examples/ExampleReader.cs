using Telecom.Contracts.Reading;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Examples;

/// <summary>Reads and runs the worked examples of a document.</summary>
internal sealed class ExampleReader(ContractDocument document, ErrorList errors)
{
    private static readonly string[] Kinds = ["budget", "availability", "performance", "case"];

    private readonly List<IExample> _examples = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Reads one example.</summary>
    public void Read(YamlNode node, string path)
    {
        MapReader map = new(node, path, errors, "id", "clause", "version?", "budget?", "availability?", "performance?", "case?");
        string id = map.Value("id", ValueRules.Id, "");
        if (id.Length > 0 && !_ids.Add(id))
        {
            errors.Add(map["id"] ?? node, map.PathOf("id"), $"'{id}' stands twice");
        }

        string clause = map.Value("clause", ValueRules.Id, "");
        if (clause.Length > 0 && !document.Clauses.Any(known => known.Id == clause))
        {
            errors.Add(map["clause"] ?? node, map.PathOf("clause"), $"'{clause}' is no clause of this document; declared: {string.Join(", ", document.Clauses.Select(known => known.Id))}");
        }

        ExampleContext context = new(ReadVersion(map), document.Zone);
        string[] kinds = [.. Kinds.Where(kind => map[kind] is not null)];
        if (kinds is not [var only] || map[only] is not { } body)
        {
            errors.Add(node, path, $"an example has exactly one of {string.Join(", ", Kinds)}, not {kinds.Length}");
            return;
        }

        string bodyPath = map.PathOf(only);
        _examples.Add(only switch
        {
            "budget" => new BudgetExample(body, bodyPath, context, errors),
            "availability" => new AvailabilityExample(body, bodyPath, context, errors),
            "performance" => new PerformanceExample(body, bodyPath, context, errors),
            _ => new CaseExample(body, bodyPath, context, errors),
        });
    }

    /// <summary>Runs all examples.</summary>
    public void RunAll()
    {
        foreach (IExample example in _examples)
        {
            example.Run(errors);
        }
    }

    private ContractVersion? ReadVersion(MapReader map)
    {
        if (map["version"] is not { } node)
        {
            return document.Versions.Count == 0 ? null : document.Newest;
        }

        string id = map.Value("version", ValueRules.Title, "");
        ContractVersion? version = document.Versions.FirstOrDefault(known => known.Id == id);
        if (version is null)
        {
            errors.Add(node, map.PathOf("version"), $"'{id}' is no version; versions: {string.Join(", ", document.Versions.Select(known => known.Id))}");
        }

        return version;
    }
}
