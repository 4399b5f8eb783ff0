namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A graver case that may take longer than a lesser one, in the same table. Levels stand gravest first; a target that is agreed case by case
/// is not compared.
/// </summary>
internal sealed class SeverityInversionCheck : IDocumentCheck
{
    private static readonly string[] Steps = ["resolve", "respond"];

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        IReadOnlyList<DocumentSection> levels = version.Terms.Open("cases")?.Items("levels") ?? [];
        var inversions =
            from graver in levels.Index()
            from lesser in levels.Skip(graver.Index + 1)
            where graver.Item.Word("cause") == lesser.Word("cause")
            from step in Steps
            let longer = graver.Item.Parameter(step)
            let shorter = lesser.Parameter(step)
            where longer?.Value.AsDuration() > shorter?.Value.AsDuration()
            select (Graver: graver.Item, Lesser: lesser, Step: step, Longer: longer!, Shorter: shorter);
        foreach (var (graver, lesser, step, longer, shorter) in inversions.Take(1))
        {
            yield return longer.Finding(
                "severity_inversion",
                $"To {step} a case of severity {graver.Word("severity")} may take {longer.Value}, and one of the lesser severity {lesser.Word("severity")} {shorter?.Value}: "
                + "the graver case has the later deadline, and a case gains time when it is raised. Exchange the targets, or say that the order is meant.",
                shorter);
        }
    }
}
