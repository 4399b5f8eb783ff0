namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// One measurement that decides all disputes. Whatever it misses did not happen, and there is nothing to check it against.
/// </summary>
internal sealed class SingleEvidenceCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.Availability?.Parameter("source_of_record") is { } parameter)
        {
            yield return parameter.Finding(
                "single_evidence_source",
                "One measurement decides every dispute: an outage that it misses owes no credit, whatever the customer measured. "
                + "Admit the customer's measurement, or say how the two are weighed.");
        }
    }
}
