using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Judges the rights that the credits of a rated year open.</summary>
internal static class RightJudge
{
    /// <summary>Judges; rights need a rated year.</summary>
    public static IReadOnlyList<RightStatement> Judge(RatingContext context, IReadOnlyList<PeriodStatement> periods)
    {
        if (context.Terms.Rights.Count == 0 || !context.Facts.Periods.Any(request => request.Kind == PeriodRequestKind.Year))
        {
            return [];
        }

        List<RightStatement> rights = [];
        foreach (PeriodStatement year in periods.Where(period => period.Span == PeriodSpan.Year))
        {
            CreditStatement[] months = [.. periods.Where(period => period.Span == PeriodSpan.Month && year.Range.Contains(period.Range.Start) && period.Credit is not null).Select(period => period.Credit!)];
            rights.AddRange(context.Terms.Rights.Select(terms => Judge(terms, months)));
        }

        return rights;
    }

    private static RightStatement Judge(RightTerms terms, IReadOnlyList<CreditStatement> months)
    {
        decimal? charges = months.Any(month => month.Basis is null) ? null : months.Sum(month => month.Basis);
        if (charges is not > 0 || months.Any(month => month.Payable is null || month.Exact is null))
        {
            return new RightStatement(terms.Name, null, null, terms.Clause);
        }

        IEnumerable<Ratio> credits = months.Select(month => month.Payable > 0 ? month.Exact!.Value : Ratio.Zero);
        (Ratio progress, bool due) = CancellationRight.After(terms.ShareOfAnnualCharges, charges.Value, credits).Last();
        return new RightStatement(terms.Name, due, progress, terms.Clause);
    }
}
