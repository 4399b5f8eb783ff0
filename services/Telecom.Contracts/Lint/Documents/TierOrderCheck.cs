using Telecom.Sla.Domain.Numbers;

namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A table of credits in which a better availability earns more. It pays the provider to fail harder, so one of the rows is a mistake.
/// </summary>
internal sealed class TierOrderCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.CreditBy("tiers") is not { } credit || credit.Parameter("tiers") is not { } parameter)
        {
            yield break;
        }

        List<(Ratio From, Ratio Share)> rows =
            [.. credit.Open("tiers")!.Items("value").Select(row => (From: row.Word("from")!.AsPercent(), Share: row.Word("credit")!.AsPercent())).OrderBy(row => row.From)];
        int wrong = Enumerable.Range(1, Math.Max(rows.Count - 1, 0)).FirstOrDefault(index => rows[index].Share > rows[index - 1].Share);
        if (wrong > 0)
        {
            yield return parameter.Finding(
                "tier_not_monotone",
                $"From {PercentText.Of(rows[wrong].From)} % the table owes more ({PercentText.Of(rows[wrong].Share)} %) than below it ({PercentText.Of(rows[wrong - 1].Share)} %): "
                + "a worse month earns the smaller credit. Order the credits of the rows.");
        }
    }
}
