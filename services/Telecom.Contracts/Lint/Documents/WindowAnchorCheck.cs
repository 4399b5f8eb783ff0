namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A time to claim that runs from an event which the text does not name, or names so that it can be read in two ways. By the earlier one a
/// claim is late that is in time by the other, and its credit is lost.
/// </summary>
internal sealed class WindowAnchorCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        ContractParameter[] anchors =
        [
            .. version.ClaimWindows.Select(window => window.Parameter("anchor")).OfType<ContractParameter>()
                .Where(anchor => anchor.IsTheProviders() || anchor.HasOtherReading()),
        ];
        if (anchors is [var parameter, .. var others])
        {
            yield return parameter.Finding(
                "window_anchor_ambiguous",
                "The time to claim does not say which event it runs from: a claim can be late by one reading and in time by the other, and a late one forfeits the credit. "
                + "Name the event, such as the end of the outage.",
                others);
        }
    }
}
