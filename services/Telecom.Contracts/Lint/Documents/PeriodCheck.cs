namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// Periods that can be read as calendar months or as billing cycles. An outage near the end of one falls into another period under the other.
/// </summary>
internal sealed class PeriodCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.Terms.Parameter("period") is { } parameter && parameter.HasOtherReading())
        {
            yield return parameter.Finding(
                "period_conflict",
                "The text speaks of two kinds of period: an outage near the end of one falls into another total under the other, and with it into another verdict and credit. "
                + "Name one period for target and credit.");
        }
    }
}
