namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A table of credits without a row. The text says that a credit is owed and that a table says how much, and the table does not: the amount
/// of every missed period is unknown up to the cap, and nothing may be invented in its place (rule G8).
/// </summary>
internal sealed class EmptyTableCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.CreditBy("tiers") is { } credit && credit.Open("tiers") is { } table && table.Items("value").Count == 0 && credit.Parameter("tiers") is { } parameter)
        {
            yield return parameter.Finding(
                "rebate_table_empty",
                "The table that says how much is owed has no rows: a missed period owes a credit of unknown amount. "
                + "Fill the table in, or name the document that holds it.",
                credit.Parameter("basis"));
        }
    }
}
