using Telecom.Support.Cases;
using Telecom.Support.Rules;

namespace Telecom.Support.Reports;

/// <summary>A case of a report.</summary>
/// <param name="Core">Its state when it was looked at.</param>
/// <param name="Rules">The rules that it runs under; null: they cannot be found, and it has no clocks.</param>
/// <param name="Clocks">Its clocks.</param>
internal sealed record RatedCase(CaseCore Core, CaseRuleSet? Rules, IReadOnlyList<ClockView> Clocks)
{
    /// <summary>Place in lists.</summary>
    public CaseKey Key => new(Core.ReportedAtUs, Core.Name);
}
