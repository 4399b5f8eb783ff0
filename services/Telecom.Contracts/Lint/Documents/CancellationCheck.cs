using Telecom.Sla.Domain.Numbers;

namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A right to cancel that opens at a share of the year's charges which the monthly cap, too, is. Twelve months at the cap reach it at best, so
/// one better month rules it out; a greater share is never reached.
/// </summary>
internal sealed class CancellationCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        foreach (ContractParameter parameter in version.Terms.Items("rights").Select(right => right.Parameter("share_of_annual_charges")).OfType<ContractParameter>())
        {
            if (version.CapShare is { } most && parameter.Value.AsPercent() >= most)
            {
                yield return parameter.Finding(
                    "cancellation_reachable_only_at_cap_every_month",
                    $"The right opens when a year's credits are {parameter.Value} of its charges, and no month may owe more than {PercentText.Of(most)} %: with equal charges "
                    + (parameter.Value.AsPercent() == most ? "all twelve months must reach the cap. " : "no year can open it. ")
                    + "Lower the share, or raise the cap.",
                    version.Credit?.Parameter("cap"));
            }
        }
    }
}
