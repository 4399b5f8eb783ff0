using Telecom.Sla.Domain.Numbers;

namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A row of a table that owes more than the cap lets through. Its percentage is promised and never paid.
/// </summary>
internal sealed class TierAboveCapCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.CreditBy("tiers") is { } credit && version.CapShare is { } most && credit.Parameter("tiers") is { } parameter
            && credit.Open("tiers")!.Items("value").Select(row => row.Word("credit")!.AsPercent()).Where(share => share > most).ToArray() is { Length: > 0 } above)
        {
            yield return parameter.Finding(
                "tier_above_cap",
                $"The table owes {PercentText.Of(above.Max())} % and the cap leaves {PercentText.Of(most)} %: what the row promises is never paid. Bring the row or the cap to what is meant.",
                credit.Parameter("cap"));
        }
    }
}
