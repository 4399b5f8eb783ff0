using Telecom.Contracts.Forms;
using Telecom.Contracts.Reading;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Examples;

/// <summary>Reads and runs the worked examples of a document.</summary>
internal sealed class ExampleReader(ContractDocument document, ErrorList errors)
{
    private static readonly ValueField<string> Id = new("id", ValueRules.Id, "", "Id of the example");
    private static readonly ValueField<string> Version = new("version", ValueRules.Title, "", "Version that it is about; absent: the newest; not with rate, where the periods decide", Required: false);
    private static readonly FormField Budget = new("budget", BudgetExample.Form, "Downtime that a month allows", Required: false);
    private static readonly FormField Availability = new("availability", AvailabilityExample.Form, "What slices make of availability", Required: false);
    private static readonly FormField Performance = new("performance", PerformanceExample.Form, "What samples make of a limit", Required: false);
    private static readonly FormField Rate = new("rate", RateExample.Form, "What evidence makes of a statement", Required: false);
    private static readonly string[] Kinds = [Budget.Name, Availability.Name, Performance.Name, Rate.Name];

    private readonly List<IExample> _examples = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Form of an example.</summary>
    public static Form Form { get; } = new("example", "A worked example", Id, ParameterForm.Clause, Version, Budget, Availability, Performance, Rate) { OneOf = Kinds };

    /// <summary>Reads one example.</summary>
    public void Read(YamlNode node, string path)
    {
        MapReader map = new(node, path, errors, Form);
        string id = map.Value(Id);
        map.RefuseSecond(Id.Name, _ids, id);
        _ = _ids.Add(id);
        string clause = map.Value(ParameterForm.Clause);
        if (clause.Length > 0 && !document.Clauses.Any(known => known.Id == clause))
        {
            map.Refuse("clause", $"'{clause}' is no clause of this document; declared: {string.Join(", ", document.Clauses.Select(known => known.Id))}");
        }

        ExampleContext context = new(ReadVersion(map), document.Zone);
        string[] kinds = [.. Kinds.Where(kind => map[kind] is not null)];
        if (kinds is not [var only] || map[only] is not { } body)
        {
            errors.Add(node, path, $"an example has exactly one of {string.Join(", ", Kinds)}, not {kinds.Length}");
            return;
        }

        if (only == Rate.Name && map[Version.Name] is not null)
        {
            map.Refuse(Version.Name, "the periods of the evidence decide which version they are rated by");
        }

        string bodyPath = map.PathOf(only);
        _examples.Add(only switch
        {
            "budget" => new BudgetExample(body, bodyPath, context, errors),
            "availability" => new AvailabilityExample(body, bodyPath, context, errors),
            "performance" => new PerformanceExample(body, bodyPath, context, errors),
            _ => new RateExample(body, bodyPath, document, errors),
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
        if (map[Version.Name] is null)
        {
            return document.Versions.Count == 0 ? null : document.Newest;
        }

        string id = map.Value(Version);
        ContractVersion? version = document.Versions.FirstOrDefault(known => known.Id == id);
        if (version is null)
        {
            map.Refuse(Version.Name, $"'{id}' is no version; versions: {string.Join(", ", document.Versions.Select(known => known.Id))}");
        }

        return version;
    }
}
