using System.Globalization;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Credits;

/// <summary>Credits by a rate for every step of downtime: share = steps × share of a step, with steps = (1 − availability) ÷ step.</summary>
public static class RateSchedule
{
    /// <summary>The share that a missed target earns.</summary>
    /// <param name="terms">The rate.</param>
    /// <param name="availability">Availability reached, exact.</param>
    /// <param name="target">The target.</param>
    public static CreditShare Share(RateCreditTerms terms, Ratio availability, Ratio target)
    {
        Ratio missing = terms.Steps == CreditSteps.Shortfall ? Ratio.Max(Ratio.Zero, target - availability) : availability.Complement;
        Ratio steps = missing / terms.Step;
        Ratio counted = terms.Steps switch
        {
            CreditSteps.Whole => new Ratio(steps.FloorTimes(1), 1),
            CreditSteps.Started => new Ratio(steps.CeilingTimes(1), 1),
            _ => steps,
        };
        Ratio share = counted * terms.SharePerStep;
        string what = terms.Steps switch
        {
            CreditSteps.Whole => "whole steps",
            CreditSteps.Started => "started steps",
            CreditSteps.Shortfall => "steps below the target",
            _ => "steps",
        };
        return new CreditShare(true, share, string.Create(
            CultureInfo.InvariantCulture,
            $"{PercentText.Of(missing)} % ÷ {PercentText.Of(terms.Step)} % = {counted.ToText(6)} {what}, × {PercentText.Of(terms.SharePerStep)} % = {PercentText.Of(share)} %"));
    }
}
