namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A promise that can be broken and owes nothing when it is.
/// </summary>
internal sealed class CommitmentCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.Terms.Items("commitments").Select(commitment => commitment.Parameter("remedy")).OfType<ContractParameter>().FirstOrDefault(remedy => remedy.Value == "no") is { } parameter)
        {
            yield return parameter.Finding(
                "commitment_without_remedy",
                "Nothing is owed when this promise is broken: a breach can be recorded, and no credit follows from it. Attach a remedy, or call it an aim.");
        }
    }
}
