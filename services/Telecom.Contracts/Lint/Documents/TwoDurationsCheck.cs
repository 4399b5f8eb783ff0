using Telecom.Contracts.Reading;

namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A credit by days with two durations: incidents qualify from one length and earn by another. Between the two it is not clear whether an
/// outage earns anything.
/// </summary>
internal sealed class TwoDurationsCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.CreditBy("days") is { } credit && credit.Parameter("qualifies") is { } parameter && credit.Parameter("consecutive") is { } consecutive
            && TermRules.Qualifies.Parse(parameter.Value, out QualifyingLength length) && consecutive.Value.AsDuration() != length.Us)
        {
            yield return parameter.Finding(
                "two_duration_thresholds",
                $"An incident qualifies when it lasts {parameter.Value} and earns by {consecutive.Value}: an outage between the two earns by one figure and nothing by the other. "
                + "Use one length, or say which is tested first.",
                consecutive);
        }
    }
}
