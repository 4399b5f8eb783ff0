namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// Downtime that begins with the customer's report. What the provider saw before, and what nobody reported, does not count.
/// </summary>
internal sealed class ReportedDowntimeCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.Availability?.Parameter("accrual") is { Value: "report" } parameter)
        {
            yield return parameter.Finding(
                "downtime_starts_at_report",
                "Downtime begins with the report and not with the failure: what was down before it, or was never reported, lowers neither the availability nor owes a credit. "
                + "Count from what is measured.");
        }
    }
}
