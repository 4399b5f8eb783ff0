namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A target that is a range. Its upper end binds (rule G11), so the lower one promises nothing. The first is quoted, further ones are counted.
/// </summary>
internal sealed class RangeTargetCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.Terms.Parameters.Where(target => target.Range.Count > 0).ToArray() is [var parameter, .. var others])
        {
            yield return parameter.Finding(
                "target_is_a_range",
                $"The target is a range from {parameter.Range[0]} to {parameter.Range[1]}, of which only {parameter.Value} can be missed: the other end promises nothing. State one figure."
                + (others.Length == 0 ? "" : $" So are those of lines {string.Join(", ", others.Select(other => other.Line))}."));
        }
    }
}
