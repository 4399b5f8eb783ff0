namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// Downtime that begins when the customer has recognised it and given notice. An outage that nobody gave notice of does not count.
/// </summary>
internal sealed class NoticedDowntimeCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.Availability?.Parameter("accrual") is { Value: "recognition_and_notice" } parameter)
        {
            yield return parameter.Finding(
                "accrual_needs_customer_notice",
                "Downtime begins when the customer has seen it and given notice: what nobody noticed counts neither for the availability nor for the credit. "
                + "Count from what is measured.");
        }
    }
}
