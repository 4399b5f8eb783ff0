using System.Text.Json.Nodes;
using Telecom.Contracts.Evidence;
using Telecom.Contracts.Forms;
using Telecom.Contracts.Reading;
using Telecom.Contracts.Statements;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts.Examples;

/// <summary>The general kind of example: what evidence makes of a statement, by the same rating that customers get.</summary>
internal sealed class RateExample : IExample
{
    private static readonly ValueField<string> Plan = new("plan", ValueRules.Id, "", "Plan that is rated; absent: as the evidence says, or the only one", Required: false);
    private static readonly FreeField EvidenceField = new("evidence", "What happened: an evidence document");
    private static readonly FreeField Expect = new("expect", "A subset of the statement: named fields must be there and equal; of lists by index, or their length");

    private readonly ContractDocument _document;
    private readonly YamlNode _node;
    private readonly string _path;
    private readonly string? _plan;
    private readonly EvidenceDocument? _evidence;
    private readonly YamlNode? _expected;
    private readonly string _expectedPath;

    /// <summary>Reads an example.</summary>
    public RateExample(YamlNode node, string path, ContractDocument document, ErrorList errors)
    {
        MapReader map = new(node, path, errors, Form);
        _document = document;
        _node = node;
        _path = path;
        _plan = map.Optional(Plan);
        _evidence = map[EvidenceField.Name] is { } evidence ? EvidenceReader.Read(evidence, map.PathOf(EvidenceField.Name), errors) : null;
        _expected = map[Expect.Name];
        _expectedPath = map.PathOf(Expect.Name);
        if (_plan is not null && _evidence?.Plan is { } other && other != _plan)
        {
            map.Refuse(Plan.Name, $"'{_plan}' is not the plan of the evidence, '{other}'; name it once");
        }

        if (_expected is YamlMap { Entries.Count: 0 } or YamlScalar or YamlList)
        {
            errors.Add(_expected, _expectedPath, "an example must state at least one figure of the statement");
        }
    }

    /// <summary>Its form.</summary>
    public static Form Form { get; } = new("example_rate", "What evidence makes of a statement", Plan, EvidenceField, Expect);

    /// <inheritdoc/>
    public void Run(ErrorList errors)
    {
        if (_evidence is null || _expected is null)
        {
            return;
        }

        AgreementResult result = _document.Agreement(_plan ?? _evidence.Plan, _evidence.Readings);
        foreach (AgreementError error in result.Errors)
        {
            errors.Add(_node, MapReader.Join(_path, error.Field), error.Message);
        }

        if (result.IsValid && Rate(result.Agreement, _evidence, errors) is { } statement)
        {
            ExpectedStatement.Check(_expected, statement, _expectedPath, errors);
        }
    }

    private JsonObject? Rate(Agreement agreement, EvidenceDocument evidence, ErrorList errors)
    {
        IReadOnlyList<ContractError> wrong = EvidenceCheck.Against(evidence, agreement, [.. _document.Newest.Plans.Select(plan => plan.Id)]);
        if (wrong.Count == 0)
        {
            try
            {
                Statement statement = StatementRater.Rate(agreement, evidence.Facts);
                wrong = EvidenceCheck.AfterRating(evidence, statement);
                if (wrong.Count == 0)
                {
                    return StatementJson.ToJson(statement);
                }
            }
            catch (Exception exception) when (exception is ArithmeticException or ArgumentException or InvalidOperationException)
            {
                errors.Add(_node, _path, $"the evidence cannot be rated: {exception.Message}");
            }
        }

        foreach (ContractError error in wrong)
        {
            errors.Add(error.Line, error.Column, error.Path, error.Message);
        }

        return null;
    }
}
