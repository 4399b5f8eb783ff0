using System.Globalization;
using Telecom.Contracts.Evidence;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Statements;

namespace Telecom.Contracts.Statements;

/// <summary>A period of the readable statement.</summary>
internal static class PeriodText
{
    /// <summary>Writes the figures, the verdict, the credit with its arithmetic and the explanation.</summary>
    public static void Write(TextPage page, int index, PeriodStatement period, StatementFormats formats, string? currency)
    {
        page.Heading(
            $"{StatementText.Number("Period", index)}: {CodeText.SnakeCase(period.Span)} {(period.Range.IsEmpty ? "without dates" : $"from {formats.Instant(period.Range.Start)} to {formats.Instant(period.Range.End)}")}, {(period.Final ? "final" : "to date")}, version {period.Version}");
        if (period.Availability is not null || period.Target is not null || period.MeasuredUs > 0)
        {
            WriteTime(page, period);
        }

        if (period.Events is { } events)
        {
            page.Row("events", Events(events));
            WriteTarget(page, "on time", events.Share, period.Availability is null ? period.Target : null);
        }

        foreach (RegionalPerformance performance in period.Performance)
        {
            page.Row("performance", Performance(performance));
        }

        page.Row("verdict", CodeText.SnakeCase(period.Verdict));
        if (!period.Disagreement.IsEmpty)
        {
            page.Row("sources disagree", $"for {StatementFormats.Minutes(period.Disagreement.Length)} min in {period.Disagreement.Ranges.Count.ToString(CultureInfo.InvariantCulture)} ranges");
        }

        if (period.Credit is { } credit)
        {
            CreditText.Write(page, credit, formats, currency);
        }

        foreach (string line in period.Explanation)
        {
            page.Line(line);
        }
    }

    private static void WriteTime(TextPage page, PeriodStatement period)
    {
        page.Row("total", $"{StatementFormats.Minutes(period.TotalUs)} min, service time {StatementFormats.Minutes(period.ServiceUs)} min");
        page.Row("measured", $"{StatementFormats.Minutes(period.MeasuredUs)} min of outages, {StatementFormats.Percent(period.Coverage) ?? "0.0000"} % of the service time measured");
        page.Row("cut out", $"{StatementFormats.Minutes(period.ExcludedUs)} min excluded, of these {StatementFormats.Minutes(period.PlannedUs)} min planned");
        page.Row("downtime", $"{StatementFormats.Minutes(period.DowntimeUs)} min that the contract counts");
        WriteTarget(page, "availability", period.Availability, period.Target, Bounds(period));
        if (period.BudgetUs is { } budget)
        {
            page.Row("budget", $"{StatementFormats.Minutes(budget)} min, {StatementFormats.Minutes(period.BudgetLeftUs)} min left");
        }
    }

    private static void WriteTarget(TextPage page, string label, Ratio? value, Ratio? target, string bounds = "")
    {
        string figure = StatementFormats.Percent(value) is { } percent ? $"{percent} %{bounds}" : "none";
        page.Row(label, StatementFormats.Percent(target) is { } least ? $"{figure}, target {least} %" : figure);
    }

    private static string Bounds(PeriodStatement period) => period is { Low: { } low, High: { } high } && low != high
        ? $" (between {PercentText.Of(low)} % and {PercentText.Of(high)} %, as unmeasured time was down or up)"
        : "";

    private static string Events(EventStatement events) => string.Create(
        CultureInfo.InvariantCulture,
        $"{events.OnTime} on time and {events.Late} late of {events.Eligible}; {events.Pending} pending, {events.Ignored} ignored, {events.Excused} excused{(events.Final ? "" : "; provisional")}");

    private static string Performance(RegionalPerformance performance)
    {
        string region = performance.Region.Length == 0 ? "" : $"{performance.Region}: ";
        string unit = StatementFormats.Unit(performance.Figure);
        string value = StatementFormats.Figure(performance.Figure, performance.Figure.Value) is { } figure ? $"{figure} {unit}" : "not measured";
        string limit = StatementFormats.Figure(performance.Figure, performance.Figure.Limit?.Threshold) is { } threshold
            ? $", must be {performance.Figure.ComparatorText} {threshold} {unit}"
            : "";
        return $"{region}{StatementFormats.Metric(performance.Figure.Metric)} {performance.Figure.Statistic.Name} {value}{limit}: {CodeText.SnakeCase(performance.Figure.State)} (clause {performance.Clause})";
    }
}
