using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Rates one period under one choice of readings.</summary>
/// <param name="context">The rating.</param>
/// <param name="claims">The claims under these readings.</param>
/// <param name="chosen">The rater of the chosen readings, whose figures hold here too where the terms are alike; null for that one itself.</param>
internal sealed class PeriodRater(RatingContext context, ClaimBook claims, PeriodRater? chosen = null)
{
    private readonly RatingContext _context = context;
    private readonly bool _sharesFigures = chosen is not null && AreAlike(chosen._context.Terms, context.Terms);
    private (ResolvedPeriod Period, AvailabilityFigures? Figures)? _last;

    /// <summary>Rates.</summary>
    /// <param name="period">The period.</param>
    /// <param name="explains">False when only the amounts are asked for, as for the other readings: then nothing is written out.</param>
    public PeriodStatement Rate(ResolvedPeriod period, bool explains)
    {
        RatingTerms terms = _context.Terms;
        AvailabilityFigures? figures = Figures(period);
        EventStatement? events = terms.Events is { } objective ? EventJudge.Count(objective, _context, period.Range) : null;
        UtcInstant? asOf = _context.Facts.AsOf;
        bool over = asOf is null || asOf >= period.Range.End;
        ObjectiveState verdict = figures?.Verdict
            ?? (events is null ? ObjectiveState.None : EventJudge.Verdict(terms.Events!, events, _context.Facts.Events is not null, over));
        if (period.Span == PeriodSpan.Year && events is not null)
        {
            // A year of an objective that is promised by the month is a report without a verdict.
            verdict = ObjectiveState.None;
        }

        IReadOnlyList<RegionalPerformance> performance = PerformanceJudge.Judge(_context, period.Range, over);
        List<string>? lines = explains ? [] : null;
        lines?.AddRange(PeriodExplanation.Of(_context, period, figures, events, performance));
        CreditStatement? credit = period.Span == PeriodSpan.Year || terms.Credit is null
            ? null
            : new PeriodCredit(_context, claims, period, figures, events, performance).Rate(verdict, lines);
        return new PeriodStatement
        {
            Span = period.Span,
            Range = period.Range,
            Version = period.Version.Id,
            Final = over && (events?.Final ?? true),
            ServiceUs = figures?.ServiceUs ?? 0,
            PlannedUs = figures?.Ledger.Planned.Length ?? 0,
            MeasuredUs = figures?.Ledger.Measured.Length ?? 0,
            DowntimeUs = figures?.DowntimeUs ?? 0,
            ExcludedUs = figures?.Ledger.ExcludedUs ?? 0,
            Coverage = figures?.Coverage,
            Availability = figures?.Availability,
            Low = figures?.Low,
            High = figures?.High,
            Target = figures is null ? terms.Events?.Target : figures.Target,
            Verdict = verdict,
            BudgetUs = figures?.BudgetUs,
            Events = events,
            Performance = performance,
            Credit = credit,
            Disagreement = figures?.Ledger.Disagreement ?? TimeSet.Empty,
            Explanation = lines is null ? [] : lines,
        };
    }

    /// <summary>Availability is most of the work, and few readings change it: it is rated once for all that do not.</summary>
    private AvailabilityFigures? Figures(ResolvedPeriod period)
    {
        if (_sharesFigures)
        {
            return chosen!.Figures(period);
        }

        if (_context.Terms.Availability is not { } promised)
        {
            return null;
        }

        if (_last?.Period != period)
        {
            _last = (period, AvailabilityJudge.Judge(promised, _context, period.Range, period.Span == PeriodSpan.Year ? promised.YearTarget : promised.Target));
        }

        return _last?.Figures;
    }

    private static bool AreAlike(RatingTerms left, RatingTerms right) =>
        left.Zone.Equals(right.Zone) && left.Calendar.IsLike(right.Calendar)
        && (ReferenceEquals(left.Availability, right.Availability) || (left.Availability is { } first && right.Availability is { } second && first.IsLike(second)));
}
