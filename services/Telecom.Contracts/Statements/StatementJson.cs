using System.Text.Json.Nodes;
using Telecom.Contracts.Evidence;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Statements;

/// <summary>
/// Statements as JSON. Amounts, minutes and percentages are decimal strings, instants are ISO 8601 with the offset of the statement's
/// zone, and what is not known is null: a reader never has to guess whether a field was left out.
/// </summary>
public static class StatementJson
{
    /// <summary>The statement; docs/schemas/statement.schema.json describes it.</summary>
    public static JsonObject ToJson(Statement statement)
    {
        StatementFormats formats = new(statement.Zone, statement.Currency);
        return new JsonObject
        {
            ["contract"] = statement.Contract,
            ["version"] = statement.Version,
            ["plan"] = statement.Plan,
            ["timeZone"] = statement.Zone.Id,
            ["currency"] = statement.Currency?.Code,
            ["asOf"] = formats.Instant(statement.AsOf),
            ["readings"] = new JsonObject(statement.Readings
                .OrderBy(reading => reading.Key, StringComparer.Ordinal)
                .Select(reading => KeyValuePair.Create(reading.Key, (JsonNode?)reading.Value))),
            ["assumptions"] = Texts(statement.Assumptions),
            ["periods"] = Array(statement.Periods, period => PeriodJson.Of(period, formats)),
            ["claims"] = Array(statement.Claims, claim => Claim(claim, formats)),
            ["commitments"] = Array(statement.Commitments, commitment => new JsonObject
            {
                ["kind"] = commitment.Kind,
                ["verdict"] = CodeText.SnakeCase(commitment.Verdict),
                ["breachedAt"] = formats.Instant(commitment.BreachedAt),
                ["remedy"] = commitment.Remedy,
                ["clause"] = commitment.Clause,
            }),
            ["cases"] = Array(statement.Cases, rating => CaseJson.Of(rating, formats)),
            ["rights"] = Array(statement.Rights, right => new JsonObject
            {
                ["name"] = right.Name,
                ["due"] = right.Due,
                ["progressPct"] = StatementFormats.Percent(right.Progress),
                ["clause"] = right.Clause,
            }),
        };
    }

    /// <summary>An explanation of an instant.</summary>
    public static JsonObject ToJson(InstantExplanation explanation, NodaTime.DateTimeZone zone) => new()
    {
        ["at"] = new StatementFormats(zone, null).Instant(explanation.At),
        ["verdict"] = explanation.Verdict,
        ["reasons"] = Texts(explanation.Reasons),
    };

    /// <summary>A list of objects.</summary>
    internal static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> toJson) => [.. items.Select(toJson)];

    /// <summary>A list of texts.</summary>
    internal static JsonArray Texts(IEnumerable<string> texts) => Array(texts, text => JsonValue.Create(text));

    private static JsonObject Claim(ClaimStatement claim, StatementFormats formats)
    {
        UtcInstant? inclusive = claim.DeadlineIsInclusive ? claim.ClaimDeadline : null;
        return new JsonObject
        {
            ["accepted"] = claim.Accepted,
            ["reason"] = claim.Reason,
            ["ticketDeadline"] = formats.Instant(claim.TicketDeadline),
            ["claimDeadline"] = formats.Instant(claim.ClaimDeadline),
            ["deadlineInclusive"] = formats.Instant(inclusive),
            ["creditedOnMonth"] = claim.CreditedOnMonth,
            ["strictAccepted"] = claim.AcceptedStrictly,
            ["strictDeadline"] = formats.Instant(claim.StrictDeadline),
            ["openItems"] = Texts(claim.OpenItems),
        };
    }
}
