namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// Something that is owed without a figure: no instant can be named from which it is late.
/// </summary>
internal sealed class ObligationCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        foreach (DocumentSection obligation in version.Terms.Items("obligations").Take(1))
        {
            yield return new LintFinding(
                "unmeasurable_promise",
                $"{obligation.Word("text")}: owed without a figure, so that no instant can be named from which it is late and no verdict can be given. State a time.",
                [.. new[] { obligation.Word("quote") }.OfType<string>()],
                obligation.Line,
                LintKind.Structural);
        }
    }
}
