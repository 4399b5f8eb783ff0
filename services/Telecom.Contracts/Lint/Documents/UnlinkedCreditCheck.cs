namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A credit by days of long incidents beside an availability target. The target is promised and nothing hangs on it: a month may miss it and
/// owe nothing, or keep it and owe a credit.
/// </summary>
internal sealed class UnlinkedCreditCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.CreditBy("days") is not null && version.Targets is [var parameter, ..])
        {
            yield return parameter.Finding(
                "credit_not_linked_to_target",
                $"{parameter.Value} availability is promised and the credit follows the length of incidents alone: a month can miss the target and owe nothing. "
                + "Say what a missed target owes, or that it owes nothing.");
        }
    }
}
