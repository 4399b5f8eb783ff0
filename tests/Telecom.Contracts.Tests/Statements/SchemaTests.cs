using System.Text.Json.Nodes;
using Telecom.Contracts.Statements;
using Telecom.Contracts.Tests.Evidence;
using Telecom.Sla.Domain.Statements;

namespace Telecom.Contracts.Tests.Statements;

public sealed class SchemaTests
{
    private static readonly SchemaValidator Evidence = SchemaValidator.Read("evidence.schema.json");
    private static readonly SchemaValidator Statements = SchemaValidator.Read("statement.schema.json");

    [Fact]
    public void The_schema_knows_the_fields_that_the_reader_knows_at_every_place()
    {
        foreach ((string place, string json, string[] fields) in Places())
        {
            ContractError error = Assert.Single(EvidenceTexts.Load(json).Errors, error => error.Path.EndsWith("spy", StringComparison.Ordinal));
            string[] allowed = error.Message["unknown field; allowed: ".Length..].Split(", ");
            Assert.True(allowed.Order(StringComparer.Ordinal).SequenceEqual(fields.Order(StringComparer.Ordinal)), $"{place}: reader {string.Join(",", allowed)}, schema {string.Join(",", fields)}");
        }
    }

    [Fact]
    public void The_document_with_every_field_is_valid_by_the_schema() => Assert.Empty(Evidence.Validate(JsonNode.Parse(EvidenceTexts.Full)));

    [Theory]
    [InlineData("\"timeZone\"", "\"timezone\"")]
    [InlineData("\"EUR\"", "\"Euro\"")]
    [InlineData("\"2026-05-02T00:00:00+02:00\"", "\"2026-05-02T00:00:00\"")]
    [InlineData("\"opens\": \"09:00\"", "\"opens\": \"24:00\"")]
    [InlineData("\"1500.00\"", "\"-1500.00\"")]
    [InlineData("{\"amount\": 20.5}", "{\"item\": \"x\"}")]
    [InlineData("\"rebatePct\": 10.25", "\"rebatePct\": 100.25")]
    [InlineData("\"accountGoodStanding\": true", "\"accountGoodStanding\": \"yes\"")]
    [InlineData("\"exclude\"", "\"ignore\"")]
    [InlineData("\"status\": \"approved\"", "\"status\": \"agreed\"")]
    [InlineData("\"logs\": true", "\"logs\": [1]")]
    [InlineData("\"type\": \"acknowledged\"", "\"type\": \"closed\"")]
    [InlineData("\"form\": \"waiver\"", "\"form\": \"cash\"")]
    public void A_planted_error_is_refused_by_schema_and_reader(string old, string replacement)
    {
        string json = EvidenceTexts.Full.With(old, replacement);
        Assert.NotEmpty(Evidence.Validate(JsonNode.Parse(json)));
        Assert.NotEmpty(EvidenceTexts.Load(json).Errors);
    }

    [Fact]
    public void A_statement_is_valid_by_the_schema_after_a_round_trip_through_text()
    {
        Statement sparse = Samples.Statement with { Currency = null, Periods = [Samples.Period with { Credit = null, Coverage = null, Availability = null, Target = null, BudgetUs = null, Events = new EventStatement(1, 0, 0, 0, 0, true) }] };
        foreach (Statement statement in (Statement[])[Samples.Statement, sparse])
        {
            JsonObject json = StatementJson.ToJson(statement);
            JsonNode? read = JsonNode.Parse(json.ToJsonString());
            Assert.Empty(Statements.Validate(read));
            Assert.True(JsonNode.DeepEquals(json, read));
        }
    }

    [Fact]
    public void The_schema_of_statements_refuses_a_field_more_and_a_field_less()
    {
        JsonObject more = StatementJson.ToJson(Samples.Statement);
        more["periods"]![0]!["credit"]!["bonus"] = "1";
        Assert.NotEmpty(Statements.Validate(more));

        JsonObject less = StatementJson.ToJson(Samples.Statement);
        Assert.True(less["cases"]![0]!.AsObject().Remove("state"));
        Assert.NotEmpty(Statements.Validate(less));
    }

    /// <summary>A document with an unknown field at every place at which the schema has an object with its own fields.</summary>
    private static IEnumerable<(string Place, string Json, string[] Fields)> Places() => Walk(Evidence.Schema, "", inner => inner);

    private static IEnumerable<(string Place, string Json, string[] Fields)> Walk(JsonObject rules, string place, Func<string, string> wrap)
    {
        if (rules["properties"] is JsonObject properties)
        {
            yield return (place, wrap("""{"spy": 1}"""), [.. properties.Select(property => property.Key)]);
            foreach ((string name, JsonNode? property) in properties)
            {
                foreach (var inner in Walk(Evidence.Resolve(property!), $"{place}.{name}", text => wrap($$"""{"{{name}}": {{text}}}""")))
                {
                    yield return inner;
                }
            }
        }
        else if (rules["items"] is { } items)
        {
            foreach (var inner in Walk(Evidence.Resolve(items), $"{place}[0]", text => wrap($"[{text}]")))
            {
                yield return inner;
            }
        }
    }
}
