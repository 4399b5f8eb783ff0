namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// Availability that can be computed in two ways, because the text defines it twice.
/// </summary>
internal sealed class FormulaCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.Availability?.Parameter("formula") is { } parameter && parameter.HasOtherReading())
        {
            yield return parameter.Finding(
                "availability_defined_twice",
                "Availability has two definitions that give two figures for the same downtime: a month can be kept by one and missed by the other. "
                + "Keep one formula.");
        }
    }
}
