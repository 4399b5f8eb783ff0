using Telecom.Contracts.Reading;
using Telecom.Sla.Domain.Claims;

namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// A time to claim in business days without the days that are worked. Weekend and holidays move its end, and a late claim forfeits the
/// credit.
/// </summary>
internal sealed class BusinessCalendarCheck : IDocumentCheck
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        ContractParameter[] windows =
        [
            .. version.ClaimWindows.Select(window => window.Parameter("within")).OfType<ContractParameter>()
                .Where(within => TermRules.Within.Parse(within.Value, out WindowLength length) && length.Unit == ClaimUnit.BusinessDays),
        ];
        if (version.WorkdaysAreTheProviders && windows is [var parameter, .. var others])
        {
            yield return parameter.Finding(
                "business_calendar_undefined",
                "The time to claim counts business days, and the text names neither weekend nor holidays: its last day is open, and a claim after it forfeits the credit. Name the calendar.",
                others);
        }
    }
}
