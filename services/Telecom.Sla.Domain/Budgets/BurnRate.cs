using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Budgets;

/// <summary>
/// How fast an error budget is used: burn rate = (bad share of a window) ÷ (1 - target). At 1 the budget lasts exactly one period, at 14.4 a
/// budget of 30 days lasts 50 hours. Source: Google, The Site Reliability Workbook, chapter 5, "Alerting on SLOs".
/// </summary>
public static class BurnRate
{
    /// <summary>Burn rate of the measured part of a window; null when nothing was measured, which is not the same as 0.</summary>
    /// <param name="target">Share of time that must be up, 0 to less than 1: a target of 1 has no budget that could burn.</param>
    /// <param name="window">The window's lengths.</param>
    /// <exception cref="ArgumentOutOfRangeException">The target is out of its range.</exception>
    public static Ratio? Of(Ratio target, MissingDataBounds window) => window.Exclude is { } availability ? availability.Complement / Allowed(target) : null;

    /// <summary>As <see cref="Of(Ratio, MissingDataBounds)"/>, of a range of time.</summary>
    /// <param name="target">Share of time that must be up, 0 to less than 1.</param>
    /// <param name="window">The window.</param>
    /// <param name="down">Time inside outages.</param>
    /// <param name="unmeasured">Time that was not measured.</param>
    public static Ratio? Of(Ratio target, TimeRange window, TimeSet down, TimeSet unmeasured) =>
        Of(target, MissingDataBounds.Of(TimeSet.Of(window), down, unmeasured));

    /// <summary>Burn rate of the whole window if everything unmeasured was up (low) and if it was down (high); null when the window is empty.</summary>
    /// <param name="target">Share of time that must be up, 0 to less than 1.</param>
    /// <param name="window">The window's lengths.</param>
    /// <exception cref="ArgumentOutOfRangeException">The target is out of its range.</exception>
    public static RatioBounds? BoundsOf(Ratio target, MissingDataBounds window) => window is { Low: { } low, High: { } high }
        ? new RatioBounds(high.Complement / Allowed(target), low.Complement / Allowed(target))
        : null;

    private static Ratio Allowed(Ratio target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target, Ratio.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, Ratio.One);
        return target.Complement;
    }
}
