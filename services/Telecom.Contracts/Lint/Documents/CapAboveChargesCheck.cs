namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A cap in days of fees that exceeds a whole month. February has 28 days, so a cap of more days lets a credit exceed what was charged.
/// </summary>
internal sealed class CapAboveChargesCheck : IDocumentCheck
{
    private const int ShortestMonth = 28;

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.Cap is { DaysOfMonth: { } days and > ShortestMonth } && version.Credit?.Parameter("cap") is { } parameter)
        {
            yield return parameter.Finding(
                "cap_above_charges",
                $"{days} days of fees are more than the whole of a month of {ShortestMonth} days: the credit could exceed what was charged. State a cap of at most {ShortestMonth} days, or 100 %.");
        }
    }
}
