using System.Globalization;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Writes out the arithmetic of a credit.</summary>
internal static class CreditExplanation
{
    /// <summary>The lines, each with the clause that it rests on.</summary>
    public static IEnumerable<string> Of(
        RatingContext context, CreditTerms terms, ResolvedPeriod period, CreditStatement credit, CreditShare share, string? why)
    {
        if (share.Triggered)
        {
            yield return $"credit: {share.Arithmetic} (clause {terms.Clause})";
            if (credit is { Basis: { } basis, Uncapped: { } uncapped } && share.Share is { } rate)
            {
                string part = period.Part == Ratio.One ? "" : $" ({PercentText.Of(period.Part)} % of the period)";
                yield return $"credit: {Money(context, basis)}{part} × {PercentText.Of(rate)} % = {Money(context, uncapped)}";
            }
        }

        if (credit.Cap is { } cap && terms.Cap is { } limit)
        {
            string how = limit.DaysOfMonth is { } days
                ? string.Create(CultureInfo.InvariantCulture, $"{days} days of the month's fees")
                : $"{PercentText.Of(limit.Share)} % of {Money(context, credit.Basis ?? 0)}";
            yield return $"cap: {how} = {Money(context, cap)} (clause {limit.Clause})";
        }

        foreach (ScheduledAmount part in credit.Schedule)
        {
            yield return $"instalment: {(part.Amount is { } amount ? Money(context, amount) : "not known, its invoice is not stated")} on the invoice of {part.InvoiceMonth}";
        }

        if (why is not null)
        {
            yield return $"credit: {why}";
        }
    }

    private static string Money(RatingContext context, decimal amount) =>
        $"{amount.ToString(CultureInfo.InvariantCulture)}{(context.Currency is { } currency ? " " + currency.Code : "")}";
}
