namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A credit for missed performance without an amount. The miss can be shown, and what it is worth cannot.
/// </summary>
internal sealed class PerformanceCreditCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.Terms.Parameter("performance_credit") is { } parameter)
        {
            yield return parameter.Finding(
                "performance_credit_without_amount",
                "Credit is promised for missed performance and no amount: a miss is eligible for a credit that nobody can compute. "
                + "State the amount for each figure.");
        }
    }
}
