using Telecom.Contracts.Evidence;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Statements;

namespace Telecom.Contracts.Statements;

/// <summary>A credit of the readable statement.</summary>
internal static class CreditText
{
    /// <summary>Writes basis × rate = amount, the cap, the parts, and the amount under every reading.</summary>
    public static void Write(TextPage page, CreditStatement credit, StatementFormats formats, string? currency)
    {
        page.Row("credit", credit.Amount is { } amount ? $"{CodeText.SnakeCase(credit.Status)}: {Money(amount)}" : $"{CodeText.SnakeCase(credit.Status)}: no amount can be said");
        if (credit.Basis is { } basis)
        {
            string rate = StatementFormats.Percent(credit.ScheduleShare) is { } share ? $" x {share} % = {(credit.Uncapped is { } uncapped ? Money(uncapped) : "no amount")} (rate shown rounded, computed exactly)" : "";
            page.Row("  basis", $"{Money(basis)}{rate}");
        }

        if (credit.Cap is { } cap)
        {
            page.Row("  cap", $"{Money(cap)}{(StatementFormats.Percent(credit.Share) is { } after ? $"; rate after the cap {after} %" : "")}");
        }

        if (credit.Days.Count > 0)
        {
            page.Row("  days", string.Join(", ", credit.Days.Select(StatementFormats.Date)));
        }

        foreach (ScheduledAmount part in credit.Schedule)
        {
            page.Row($"  invoice {part.InvoiceMonth}", part.Amount is { } share ? Money(share) : "cannot be said: that invoice is not stated");
        }

        WriteReadings(page, credit.Alternatives, Money);

        foreach (SettlementFacts settlement in credit.Settlements)
        {
            string when = formats.Instant(settlement.At) is { } at ? $" at {at}" : "";
            string who = settlement.DecidedBy is { } person ? $", decided by {person}" : "";
            string why = settlement.Reason is { } reason ? $": {reason}" : "";
            page.Row("  settled", $"{Money(settlement.Amount)} as {CodeText.SnakeCase(settlement.Form)}{when}{who}{why}");
        }

        string Money(decimal value) => currency is null ? formats.Money(value) : $"{formats.Money(value)} {currency}";
    }

    /// <summary>The amount under every option of a reading; readings that change nothing here share one line.</summary>
    private static void WriteReadings(TextPage page, IReadOnlyList<ReadingAmount> amounts, Func<decimal, string> money)
    {
        List<string> same = [];
        foreach (IGrouping<string, ReadingAmount> reading in amounts.GroupBy(amount => amount.Reading, StringComparer.Ordinal))
        {
            if (reading.Select(amount => (amount.Amount, amount.Verdict)).Distinct().Count() == 1)
            {
                same.Add(reading.Key);
                continue;
            }

            foreach (ReadingAmount option in reading)
            {
                string shown = option.Amount is { } value ? money(value) : "no amount";
                page.Row("  under", $"{option.Reading}: {option.Option}{(option.Chosen ? " (chosen)" : "")}: {shown}, {CodeText.SnakeCase(option.Verdict)}");
            }
        }

        if (same.Count > 0)
        {
            page.Row("  the same under", $"every option of {string.Join(", ", same)}");
        }
    }
}
