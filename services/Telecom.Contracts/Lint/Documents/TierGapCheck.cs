using Telecom.Sla.Domain.Numbers;

namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A table of credits that says nothing about some availability below the target. A period that falls into the gap is a miss and has no
/// credit, or one that somebody must guess.
/// </summary>
internal sealed class TierGapCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.CreditBy("tiers") is not { } credit || credit.Parameter("tiers") is not { } parameter)
        {
            yield break;
        }

        List<(Ratio From, Ratio To)> rows =
            [.. credit.Open("tiers")!.Items("value").Select(row => (From: row.Word("from")!.AsPercent(), To: row.Word("to")!.AsPercent())).OrderBy(row => row.From)];

        // What is above the target is no miss. Plans may have different targets; the highest leaves most to credit.
        Ratio end = version.Targets.Select(target => target.Value.AsPercent()).DefaultIfEmpty(Ratio.One).Max();
        Ratio covered = Ratio.Zero;
        List<string> gaps = [];
        foreach ((Ratio from, Ratio to) in rows.Append((end, end)))
        {
            Add(gaps, covered, from < end ? from : end);
            covered = to;
        }

        if (rows.Count > 0 && gaps.Count > 0)
        {
            yield return parameter.Finding(
                "tier_gap",
                $"The table has no row for an availability {string.Join(" and ", gaps)}: such a period misses the target, and its credit is not stated. Add the row.");
        }
    }

    private static void Add(List<string> gaps, Ratio from, Ratio to)
    {
        if (from < to)
        {
            gaps.Add($"from {PercentText.Of(from)} % to below {PercentText.Of(to)} %");
        }
    }
}
