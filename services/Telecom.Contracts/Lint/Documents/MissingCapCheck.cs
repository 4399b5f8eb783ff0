namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A credit by steps of downtime that the text does not cap. Tables are bounded by their rows, instalments by their sum and credit days by the
/// days of a month; a rate is bounded by nothing, and a long outage owes more than was paid.
/// </summary>
internal sealed class MissingCapCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.CreditBy("rate") is { } credit && credit.Parameter("cap") is var cap && cap.IsTheProviders() && credit.Parameter("per_step") is { } rate)
        {
            string message = $"The text owes {rate.Value} for every {credit.Parameter("step")?.Value} of downtime and names no cap: a long outage owes more than the fees of the month. "
                + "State the most that is owed for a period.";
            yield return cap is null ? rate.Finding("credit_cap_missing", message) : cap.Finding("credit_cap_missing", message);
        }
    }
}
