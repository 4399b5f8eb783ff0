namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A credit for every step of downtime that can be read as a rate, as whole steps or as started ones.
/// </summary>
internal sealed class CreditStepCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.CreditBy("rate")?.Parameter("steps") is { } parameter && parameter.HasOtherReading())
        {
            yield return parameter.Finding(
                "credit_step_ambiguous",
                "A credit for every step of downtime may mean a rate, whole steps or started steps: short outages owe their part, nothing, or a whole step. "
                + "Say what a part of a step earns.");
        }
    }
}
