using System.Text.Json;
using Telecom.Gateway.Api.Models;

namespace Telecom.Gateway.Api.Csv;

/// <summary>A rated period of a statement, as a line of a table.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Document">Its document; null when it could not be rated.</param>
/// <param name="Period">The period in the document; null when there is none.</param>
internal sealed record StatementLine(StatementModel Statement, JsonElement? Document, JsonElement? Period)
{
    /// <summary>The lines of a statement; one without figures when it could not be rated.</summary>
    /// <param name="statement">The statement.</param>
    public static IEnumerable<StatementLine> Of(StatementModel statement) =>
        statement.Statement is { ValueKind: JsonValueKind.Object } document
        && document.TryGetProperty("periods", out JsonElement periods) && periods.ValueKind == JsonValueKind.Array && periods.GetArrayLength() > 0
            ? [.. periods.EnumerateArray().Select(period => new StatementLine(statement, document, period))]
            : [new StatementLine(statement, statement.Statement, null)];

    /// <summary>A member of the document.</summary>
    /// <param name="name">Its name.</param>
    public object? OfDocument(string name) => Read(Document, name);

    /// <summary>A member of the period.</summary>
    /// <param name="name">Its name.</param>
    public object? OfPeriod(string name) => Read(Period, name);

    /// <summary>A member of the period's credit.</summary>
    /// <param name="name">Its name.</param>
    public object? OfCredit(string name) =>
        Period is { ValueKind: JsonValueKind.Object } period && period.TryGetProperty("credit", out JsonElement credit) ? Read(credit, name) : null;

    private static object? Read(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out JsonElement value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;
}
