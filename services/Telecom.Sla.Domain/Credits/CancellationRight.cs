using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Credits;

/// <summary>A right that opens when a year's credits reach a share of the year's charges.</summary>
public static class CancellationRight
{
    /// <summary>Progress after each credit, and whether the right is open then (at exactly the share it is).</summary>
    /// <param name="shareOfAnnualCharges">The share, 0 to 1.</param>
    /// <param name="annualCharges">Charges of the year, above 0.</param>
    /// <param name="credits">Credits of the year in order.</param>
    public static IEnumerable<(Ratio Progress, bool Due)> After(Ratio shareOfAnnualCharges, decimal annualCharges, IEnumerable<decimal> credits) =>
        After(shareOfAnnualCharges, annualCharges, credits.Select(Ratio.FromDecimal));

    /// <summary>As above, of credits before they were rounded: rounded ones need not add up to the share.</summary>
    public static IEnumerable<(Ratio Progress, bool Due)> After(Ratio shareOfAnnualCharges, decimal annualCharges, IEnumerable<Ratio> credits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(annualCharges, 0m);
        Ratio sum = Ratio.Zero;
        foreach (Ratio credit in credits)
        {
            sum += credit;
            Ratio progress = sum / Ratio.FromDecimal(annualCharges);
            yield return (progress, progress >= shareOfAnnualCharges);
        }
    }
}
