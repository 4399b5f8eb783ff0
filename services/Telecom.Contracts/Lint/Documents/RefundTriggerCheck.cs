namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A refund in instalments that a missed objective opens under one reading and any late event under another.
/// </summary>
internal sealed class RefundTriggerCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.CreditBy("instalments")?.Parameter("trigger") is { } parameter && parameter.HasOtherReading())
        {
            yield return parameter.Finding(
                "refund_trigger_ambiguous",
                "One late event may open the refund, or only a month that misses its objective: it decides whether anything is owed. "
                + "Say which of the two is the breach.");
        }
    }
}
