using System.Text.Json.Nodes;
using Telecom.Contracts.Evidence;
using Telecom.Sla.Domain.Statements;

namespace Telecom.Contracts.Statements;

/// <summary>A period of a statement as JSON.</summary>
internal static class PeriodJson
{
    /// <summary>The period.</summary>
    public static JsonObject Of(PeriodStatement period, StatementFormats formats) => new()
    {
        ["kind"] = CodeText.SnakeCase(period.Span),
        ["start"] = period.Range.IsEmpty ? null : formats.Instant(period.Range.Start),
        ["end"] = period.Range.IsEmpty ? null : formats.Instant(period.Range.End),
        ["version"] = period.Version,
        ["final"] = period.Final,
        ["totalMinutes"] = StatementFormats.Minutes(period.TotalUs),
        ["serviceMinutes"] = StatementFormats.Minutes(period.ServiceUs),
        ["plannedMinutes"] = StatementFormats.Minutes(period.PlannedUs),
        ["measuredMinutes"] = StatementFormats.Minutes(period.MeasuredUs),
        ["downtimeMinutes"] = StatementFormats.Minutes(period.DowntimeUs),
        ["excludedMinutes"] = StatementFormats.Minutes(period.ExcludedUs),
        ["coveragePct"] = StatementFormats.Percent(period.Coverage),
        ["availabilityPct"] = StatementFormats.Percent(period.Availability),
        ["low"] = StatementFormats.Percent(period.Low),
        ["high"] = StatementFormats.Percent(period.High),
        ["targetPct"] = StatementFormats.Percent(period.Target),
        ["verdict"] = CodeText.SnakeCase(period.Verdict),
        ["budgetMinutes"] = StatementFormats.Minutes(period.BudgetUs),
        ["budgetLeftMinutes"] = StatementFormats.Minutes(period.BudgetLeftUs),
        ["events"] = period.Events is { } events ? Events(events) : null,
        ["performance"] = StatementJson.Array(period.Performance, Performance),
        ["credit"] = period.Credit is { } credit ? Credit(credit, formats) : null,
        ["disagreement"] = StatementJson.Array(
            period.Disagreement.Ranges, range => new JsonObject { ["start"] = formats.Instant(range.Start), ["end"] = formats.Instant(range.End) }),
        ["explanation"] = StatementJson.Texts(period.Explanation),
    };

    private static JsonObject Events(EventStatement events) => new()
    {
        ["eligible"] = events.Eligible,
        ["onTime"] = events.OnTime,
        ["late"] = events.Late,
        ["pending"] = events.Pending,
        ["ignored"] = events.Ignored,
        ["excused"] = events.Excused,
        ["onTimePct"] = StatementFormats.Percent(events.Share),
        ["final"] = events.Final,
    };

    private static JsonObject Performance(RegionalPerformance performance) => new()
    {
        ["region"] = performance.Region,
        ["metric"] = StatementFormats.Metric(performance.Figure.Metric),
        ["statistic"] = performance.Figure.Statistic.Name,
        ["value"] = StatementFormats.Figure(performance.Figure, performance.Figure.Value),
        ["unit"] = StatementFormats.Unit(performance.Figure),
        ["low"] = StatementFormats.Figure(performance.Figure, performance.Figure.Low),
        ["high"] = StatementFormats.Figure(performance.Figure, performance.Figure.High),
        ["threshold"] = StatementFormats.Figure(performance.Figure, performance.Figure.Limit?.Threshold),
        ["comparator"] = performance.Figure.Limit is null ? null : performance.Figure.ComparatorText,
        ["verdict"] = CodeText.SnakeCase(performance.Figure.State),
        ["clause"] = performance.Clause,
    };

    private static JsonObject Credit(CreditStatement credit, StatementFormats formats) => new()
    {
        ["status"] = CodeText.SnakeCase(credit.Status),
        ["basis"] = formats.Money(credit.Basis),
        ["schedulePct"] = StatementFormats.Percent(credit.ScheduleShare),
        ["pct"] = StatementFormats.Percent(credit.Share),
        ["uncapped"] = formats.Money(credit.Uncapped),
        ["cap"] = formats.Money(credit.Cap),
        ["amount"] = formats.Money(credit.Amount),
        ["days"] = StatementJson.Texts(credit.Days.Select(StatementFormats.Date)),
        ["schedule"] = StatementJson.Array(credit.Schedule, part => new JsonObject { ["invoiceMonth"] = part.InvoiceMonth, ["amount"] = formats.Money(part.Amount) }),
        ["alternatives"] = StatementJson.Array(credit.Alternatives, alternative => new JsonObject
        {
            ["reading"] = $"{alternative.Reading}: {alternative.Option}",
            ["chosen"] = alternative.Chosen,
            ["amount"] = formats.Money(alternative.Amount),
            ["verdict"] = CodeText.SnakeCase(alternative.Verdict),
        }),
        ["settlements"] = StatementJson.Array(credit.Settlements, settlement => new JsonObject
        {
            ["form"] = CodeText.SnakeCase(settlement.Form),
            ["amount"] = formats.Money(settlement.Amount),
            ["at"] = formats.Instant(settlement.At),
            ["decidedBy"] = settlement.DecidedBy,
            ["reason"] = settlement.Reason,
        }),
    };
}
