using NodaTime;
using Telecom.Contracts.Examples;
using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Reading;

/// <summary>Reads a whole document.</summary>
internal static class ContractReader
{
    /// <summary>Fewest worked examples of a document.</summary>
    public const int FewestExamples = 8;

    /// <summary>Version of the form of documents.</summary>
    private const string SchemaVersion = "2";

    private static readonly ValueField<string> Schema = new("schema", ValueRules.OneOf((SchemaVersion, SchemaVersion)), SchemaVersion, "Version of this form");
    private static readonly ValueField<string> Contract = new("contract", ValueRules.Id, "", "Id of the contract");
    private static readonly ValueField<string> Title = new("title", ValueRules.Title, "", "Title of the agreement");
    private static readonly ValueField<string> Provider = new("provider", ValueRules.Title, "", "Who promises it");
    private static readonly ParameterField<DateTimeZone> Zone = new("time_zone", ValueRules.Zone, DateTimeZone.Utc, "Zone of the contract's months and local days");

    private static readonly ValueField<string> ClauseId = new("id", ValueRules.ClauseId, "", "Id that parameters refer to");
    private static readonly ValueField<string> Heading = new("heading", ValueRules.Title, "", "Heading in the text");
    private static readonly Form Clause = new("clause", "A clause of the agreement", ClauseId, Heading, ParameterForm.Quote);
    private static readonly ListField Clauses = new("clauses", Clause, "The clauses that parameters refer to", Least: 1);

    private static readonly ListField Versions = new("versions", VersionReader.Form, "The versions, in order", Least: 1);

    private static readonly ValueField<string> Code = new("code", ValueRules.Code, "", "Code of the defect");
    private static readonly ValueField<string> Message = new("message", ValueRules.Text, "", "What is wrong and what it does to what is owed");

    private static readonly ValueField<IReadOnlyList<string>> Quotes = new(
        "quotes", new ListRule<string>(ValueRules.Quote, "", Least: 1), [], "Words of the text that it rests on");

    private static readonly Form Finding = new("reviewed_finding", "A defect that only a reader of the text can find", Code, Message, Quotes);
    private static readonly ListField Reviewed = new("reviewed", Finding, "Defects that only a reader of the text can find", Required: false);
    private static readonly ListField Examples = new("examples", ExampleReader.Form, "Worked examples; one that does not hold refuses the document", FewestExamples);

    /// <summary>Form of a document.</summary>
    public static Form Form { get; } = new(
        "contract", "A service level agreement as data", Schema, Contract, Title, Provider, Zone, Clauses, Versions, Reviewed, Examples);

    /// <summary>The document; what it holds means something only when there are no errors.</summary>
    public static ContractDocument Read(YamlNode root, ErrorList errors)
    {
        MapReader map = new(root, "", errors, Form);
        _ = map.Value(Schema);
        IReadOnlyList<ContractClause> clauses = ReadClauses(map);
        ParameterReader parameters = new([.. clauses.Select(clause => clause.Id)], errors);
        Parameter<DateTimeZone> zone = parameters.Read(map, Zone);
        IReadOnlyList<ContractVersion> versions = new VersionReader(parameters, zone, errors).Read(map.Open(Versions, VersionReader.Form));
        IReadOnlyList<(YamlNode Node, string Path)> examples = map.Items(Examples.Name, Examples.Least);
        ContractDocument document = new(map.Value(Contract), clauses, versions)
        {
            Title = map.Value(Title),
            Provider = map.Value(Provider),
            TimeZone = zone,
            Reviewed = ReadReviewed(map),
            Parameters = parameters.All,
            ExampleCount = examples.Count,
        };
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

    private static List<ContractClause> ReadClauses(MapReader document)
    {
        List<ContractClause> clauses = [];
        foreach (MapReader map in document.Open(Clauses, Clause))
        {
            string id = map.Value(ClauseId);
            map.RefuseSecond(ClauseId.Name, clauses.Select(clause => clause.Id), id);
            clauses.Add(new ContractClause(id, map.Value(Heading), map.Optional(ParameterForm.Quote)));
        }

        return clauses;
    }

    private static List<ReviewedFinding> ReadReviewed(MapReader document) =>
        [.. document.Open(Reviewed, Finding).Select(map => new ReviewedFinding(map.Value(Code), map.Value(Message), map.Value(Quotes), map.Node.Line))];
}
