using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Statements;

namespace Telecom.Sla.Domain.Credits;

/// <summary>Refunds in parts on the invoices of the following months.</summary>
public static class InstalmentSchedule
{
    /// <summary>Share of the base over all instalments.</summary>
    public static Ratio Total(InstalmentCreditTerms terms) => terms.Instalments.Aggregate(Ratio.Zero, (sum, share) => sum + share);

    /// <summary>
    /// The parts of a refund of the missed month's invoice. Each is rounded half up; the last one is what is left of the rounded total, so
    /// that the parts add up to it.
    /// </summary>
    /// <param name="terms">The schedule.</param>
    /// <param name="basis">The missed month's invoice; null when it is not stated.</param>
    /// <param name="decimals">Decimals of the currency.</param>
    /// <param name="monthAfter">"YYYY-MM" of the month a number of months after the missed one.</param>
    public static IReadOnlyList<ScheduledAmount> OfMissedMonth(InstalmentCreditTerms terms, Ratio? basis, int decimals, Func<int, string> monthAfter)
    {
        if (basis is not { } invoice)
        {
            return [.. terms.Instalments.Select((_, index) => new ScheduledAmount(monthAfter(index + 1), null))];
        }

        List<ScheduledAmount> parts = [];
        decimal left = (Total(terms) * invoice).RoundHalfUp(decimals);
        for (int i = 0; i < terms.Instalments.Count; i++)
        {
            decimal part = i == terms.Instalments.Count - 1 ? left : (terms.Instalments[i] * invoice).RoundHalfUp(decimals);
            parts.Add(new ScheduledAmount(monthAfter(i + 1), part));
            left -= part;
        }

        return parts;
    }

    /// <summary>The parts as shares of the invoices on which they are credited (reading JO-R4); null where such an invoice is not stated.</summary>
    /// <param name="terms">The schedule.</param>
    /// <param name="invoices">Amounts by month "YYYY-MM".</param>
    /// <param name="decimals">Decimals of the currency.</param>
    /// <param name="monthAfter">"YYYY-MM" of the month a number of months after the missed one.</param>
    public static IReadOnlyList<ScheduledAmount> OfOwnInvoices(
        InstalmentCreditTerms terms, IReadOnlyDictionary<string, decimal> invoices, int decimals, Func<int, string> monthAfter) =>
        [
            .. terms.Instalments.Select((share, index) =>
            {
                string month = monthAfter(index + 1);
                return new ScheduledAmount(month, invoices.TryGetValue(month, out decimal invoice) ? (share * Ratio.FromDecimal(invoice)).RoundHalfUp(decimals) : null);
            }),
        ];
}
