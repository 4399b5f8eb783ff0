using System.Globalization;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Oracle;

/// <summary>A statement as text, field by field, so that two ways of reckoning can be compared and their difference read.</summary>
internal static class Answer
{
    public static string Of(Statement statement) => string.Join('\n', [.. statement.Periods.Select(Of), .. statement.Claims.Select(Of)]);

    public static string Line(IEnumerable<(string Name, object? Value)> fields) =>
        string.Join("; ", fields.Select(field => $"{field.Name}={Text(field.Value)}"));

    /// <summary>The fields that differ.</summary>
    public static string Difference(string expected, string actual)
    {
        string[] left = expected.Split([';', '\n'], StringSplitOptions.TrimEntries);
        string[] right = actual.Split([';', '\n'], StringSplitOptions.TrimEntries);
        if (left.Length != right.Length)
        {
            return $"expected {expected}\nactual   {actual}";
        }

        return string.Join('\n', left.Zip(right).Where(pair => pair.First != pair.Second).Select(pair => $"  expected {pair.First}, actual {pair.Second}"));
    }

    private static string Of(PeriodStatement period) => Line(
    [
        ("start", period.Range.Start.Microseconds), ("end", period.Range.End.Microseconds), ("service", period.ServiceUs), ("down", period.DowntimeUs),
        ("planned", period.PlannedUs), ("measured", period.MeasuredUs), ("excluded", period.ExcludedUs), ("coverage", period.Coverage),
        ("availability", period.Availability), ("low", period.Low), ("high", period.High), ("verdict", period.Verdict), ("budget", period.BudgetUs),
        ("final", period.Final),
        ("events", period.Events is { } events ? $"{events.OnTime}/{events.Late}/{events.Pending}/{events.Ignored}/{events.Excused}/{events.Final}" : null),
        .. period.Credit is { } credit ? Of(credit) : [],
    ]);

    private static IEnumerable<(string Name, object? Value)> Of(CreditStatement credit) =>
    [
        ("status", credit.Status), ("basis", credit.Basis), ("schedule share", credit.ScheduleShare), ("share", credit.Share), ("uncapped", credit.Uncapped),
        ("cap", credit.Cap), ("amount", credit.Amount), ("days", string.Join(' ', credit.Days.Select(day => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)))),
        ("schedule", string.Join(' ', credit.Schedule.Select(part => $"{part.InvoiceMonth}:{Text(part.Amount)}"))),
        ("alternatives", string.Join(' ', credit.Alternatives.Select(one => $"{one.Reading}:{one.Option}:{one.Chosen}:{Text(one.Amount)}:{one.Verdict}"))),
    ];

    private static string Of(ClaimStatement claim) => Line(
    [
        ("accepted", claim.Accepted), ("reason", claim.Reason), ("ticket", claim.TicketDeadline), ("claim", claim.ClaimDeadline), ("inclusive", claim.DeadlineIsInclusive),
        ("month", claim.CreditedOnMonth), ("strictly", claim.AcceptedStrictly), ("strict", claim.StrictDeadline),
    ]);

    private static string Text(object? value) => value switch
    {
        null => "none",
        Ratio ratio => ratio.ToString(),
        decimal amount => amount.ToString("0.####", CultureInfo.InvariantCulture),
        UtcInstant instant => instant.Microseconds.ToString(CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
