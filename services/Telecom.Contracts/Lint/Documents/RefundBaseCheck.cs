namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A refund in instalments whose base can be read as the invoice of the missed month or as that of each later month.
/// </summary>
internal sealed class RefundBaseCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.CreditBy("instalments")?.Parameter("base") is { } parameter && parameter.HasOtherReading())
        {
            yield return parameter.Finding(
                "refund_base_ambiguous",
                "An instalment may be a share of the missed month's invoice or of the invoice that it is set off against: with invoices that differ, the refunds differ. "
                + "Name the invoice.");
        }
    }
}
