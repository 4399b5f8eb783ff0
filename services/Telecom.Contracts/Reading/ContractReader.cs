using NodaTime;
using Telecom.Contracts.Examples;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Reading;

/// <summary>Reads a whole document.</summary>
internal static class ContractReader
{
    /// <summary>Fewest worked examples of a document.</summary>
    public const int FewestExamples = 8;

    /// <summary>Version of the form of documents.</summary>
    private const string Schema = "1";

    /// <summary>The document; what it holds means something only when there are no errors.</summary>
    public static ContractDocument Read(YamlNode root, ErrorList errors)
    {
        MapReader map = new(root, "", errors, "schema", "contract", "title", "provider", "time_zone", "clauses", "versions", "examples");
        _ = map.Value("schema", ValueRules.OneOf((Schema, Schema)), Schema);
        IReadOnlyList<ContractClause> clauses = ReadClauses(map, errors);
        ParameterReader parameters = new([.. clauses.Select(clause => clause.Id)], errors);
        Parameter<DateTimeZone> zone = parameters.Read(map, "time_zone", ValueRules.Zone, DateTimeZone.Utc);
        IReadOnlyList<ContractVersion> versions = new VersionReader(parameters, zone.Value, errors).Read(map);
        IReadOnlyList<(YamlNode Node, string Path)> examples = map.Items("examples", FewestExamples);
        ContractDocument document = new(
            map.Value("contract", ValueRules.Id, ""),
            map.Value("title", ValueRules.Title, ""),
            map.Value("provider", ValueRules.Title, ""),
            zone,
            clauses,
            versions,
            examples.Count);
        ExampleReader reader = new(document, errors);
        foreach ((YamlNode node, string path) in examples)
        {
            reader.Read(node, path);
        }

        // An example says something about a contract only when the contract itself could be read.
        if (!errors.Any)
        {
            reader.RunAll();
        }

        return document;
    }

    private static List<ContractClause> ReadClauses(MapReader document, ErrorList errors)
    {
        List<ContractClause> clauses = [];
        foreach ((YamlNode node, string path) in document.Items("clauses", least: 1))
        {
            MapReader map = new(node, path, errors, "id", "heading", "quote?");
            string id = map.Value("id", ValueRules.Id, "");
            if (id.Length > 0 && clauses.Any(clause => clause.Id == id))
            {
                errors.Add(map["id"] ?? node, map.PathOf("id"), $"'{id}' stands twice");
            }

            clauses.Add(new ContractClause(id, map.Value("heading", ValueRules.Title, ""), map["quote"] is null ? null : map.Value("quote", ValueRules.Quote, "")));
        }

        return clauses;
    }
}
