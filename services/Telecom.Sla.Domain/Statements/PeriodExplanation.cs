using System.Globalization;
using Telecom.Sla.Domain.Ledgers;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Writes out the arithmetic of a period's objective.</summary>
internal static class PeriodExplanation
{
    /// <summary>The lines, each with the clause that it rests on.</summary>
    public static IEnumerable<string> Of(
        RatingContext context, ResolvedPeriod period, AvailabilityFigures? figures, EventStatement? events, IReadOnlyList<RegionalPerformance> performance)
    {
        if (period.Part != Ratio.One)
        {
            yield return $"version {period.Version.Id} covers {context.Text(period.Range.Start)} to {context.Text(period.Range.End)}, {PercentText.Of(period.Part)} % of the period; charges are split by time";
        }

        if (figures is not null)
        {
            foreach (string line in OfAvailability(context, context.Terms.Availability!, figures))
            {
                yield return line;
            }
        }

        if (events is not null)
        {
            EventTerms terms = context.Terms.Events!;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"events: {events.OnTime} on time ÷ ({events.OnTime} + {events.Late} late) = {PercentText.Of(events.Share)} %; not counted: {events.Pending} pending, {events.Ignored} cancelled in time, {events.Excused} excused (clause {terms.Clause})");
            yield return $"target: at least {PercentText.Of(terms.Target)} %, a start within {MinuteText.Of(terms.StartWithinUs)} min (clause {terms.Clause})";
        }

        foreach (RegionalPerformance figure in performance)
        {
            PerformanceRating rated = figure.Figure;
            string region = figure.Region.Length == 0 ? "" : $" in {figure.Region}";
            yield return $"{MetricName(rated)}{region}: {rated.Statistic.Name} {rated.ValueText} {rated.Unit} against {rated.ComparatorText} {rated.ThresholdText} {rated.Unit} (clause {figure.Clause})";
        }
    }

    private static IEnumerable<string> OfAvailability(RatingContext context, AvailabilityTerms terms, AvailabilityFigures figures)
    {
        AvailabilityLedger ledger = figures.Ledger;
        yield return $"measured ledger: {MinuteText.Of(ledger.Measured.Length)} min of outages (union)";
        if (!ledger.Accrued.Equals(ledger.Measured))
        {
            yield return $"counted from {StartText(terms.Accrual)}: {MinuteText.Of(ledger.Accrued.Length)} min (clause {terms.Clause})";
        }

        if (ledger.ExcludedUs > 0 || !ledger.LeftBoth.IsEmpty)
        {
            yield return $"excluded: {MinuteText.Of(ledger.ExcludedUs)} min of outage time; {MinuteText.Of(ledger.Service.Intersect(ledger.LeftBoth).Length)} min leave both sides";
        }

        if (ledger.Unmeasured.Length > 0)
        {
            yield return $"unmeasured: {MinuteText.Of(ledger.Unmeasured.Length)} min, coverage {PercentText.Of(figures.Coverage)} %, bounds [{PercentText.Of(figures.Low)} %, {PercentText.Of(figures.High)} %]";
        }

        string formula = terms.Formula == AvailabilityFormula.TargetMinusDowntime ? $"{PercentText.Of(terms.Target)} %" : "1";
        bool ofMeasured = (context.Facts.MissingData ?? terms.MissingData) == MissingDataPolicy.Undetermined;
        long divisor = ofMeasured ? figures.ServiceUs - ledger.Unmeasured.Length : figures.ServiceUs;
        yield return $"availability: {formula} − {MinuteText.Of(figures.DowntimeUs)} min ÷ {MinuteText.Of(divisor)} min = {PercentText.Of(figures.Availability)} % (clause {terms.Clause})";
        if (figures.Target is { } target)
        {
            string limit = terms.DowntimeLimitUs is { } minutes ? $"at most {MinuteText.Of(minutes)} min of downtime" : $"at least {PercentText.Of(target)} %";
            yield return $"target: {limit}; budget {MinuteText.Of(figures.BudgetUs ?? 0)} min, left {MinuteText.Of((figures.BudgetUs ?? 0) - figures.DowntimeUs)} min (clause {terms.Clause})";
        }

        if (!ledger.Disagreement.IsEmpty)
        {
            yield return $"the {terms.SourceOfRecord} decides; other measurements disagree for {MinuteText.Of(ledger.Disagreement.Length)} min";
        }
    }

    private static string StartText(AccrualStart start) => start switch
    {
        AccrualStart.Report => "the customer's report",
        AccrualStart.Recognition => "the customer's recognition",
        AccrualStart.RecognitionAndNotice => "the customer's recognition with notice",
        _ => "the failure",
    };

    private static string MetricName(PerformanceRating rated) => rated.Metric.ToString().ToLowerInvariant();
}
