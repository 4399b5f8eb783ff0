using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Budgets;

/// <summary>
/// An alert on a burn rate over two windows: the long one shows that a notable part of the budget is gone, the short one that it is still
/// burning, so the alert ends soon after the fault does. Both must be above the factor. Source: Google, The Site Reliability Workbook,
/// chapter 5, "Alerting on SLOs", multiwindow, multi-burn-rate alerts.
/// </summary>
/// <remarks>
/// The factor is (share of the budget) × (budget period) ÷ (long window): 2 % of 30 days in one hour is 0.02·720 = 14.4. Missing data: the
/// burn rate of each window has bounds, as if all unmeasured time was up and as if it was down; the alert fires when both low bounds are
/// above the factor, is quiet when one high bound is not, and is undetermined between.
/// </remarks>
public sealed record BurnRateAlert
{
    /// <summary>Makes an alert.</summary>
    /// <param name="factor">Burn rate that must be exceeded, above 0.</param>
    /// <param name="longWindowUs">Long window, microseconds.</param>
    /// <param name="shortWindowUs">Short window, microseconds, at least 1, less than the long one.</param>
    /// <param name="urgency">What the alert calls for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public BurnRateAlert(Ratio factor, long longWindowUs, long shortWindowUs, AlertUrgency urgency)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(factor, Ratio.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(shortWindowUs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(longWindowUs, shortWindowUs);
        Factor = factor;
        LongWindowUs = longWindowUs;
        ShortWindowUs = shortWindowUs;
        Urgency = urgency;
    }

    /// <summary>
    /// The alerts that the workbook recommends for a budget of 30 days: 2 % of it in 1 h and 5 % in 6 h page, 10 % in 3 d opens a ticket; each short
    /// window is a twelfth of the long one.
    /// </summary>
    public static IReadOnlyList<BurnRateAlert> Recommended { get; } =
    [
        new(new Ratio(144, 10), UtcInstant.PerHour, 5 * UtcInstant.PerMinute, AlertUrgency.Page),
        new(new Ratio(6, 1), 6 * UtcInstant.PerHour, 30 * UtcInstant.PerMinute, AlertUrgency.Page),
        new(Ratio.One, 3 * UtcInstant.PerDay, 6 * UtcInstant.PerHour, AlertUrgency.Ticket),
    ];

    /// <summary>Burn rate that must be exceeded in both windows.</summary>
    public Ratio Factor { get; }

    /// <summary>Long window, microseconds.</summary>
    public long LongWindowUs { get; }

    /// <summary>Short window, microseconds.</summary>
    public long ShortWindowUs { get; }

    /// <summary>What the alert calls for.</summary>
    public AlertUrgency Urgency { get; }

    /// <summary>Share of a budget that is gone when the long window burns at the factor all the time: factor × long window ÷ period.</summary>
    /// <param name="periodUs">Period of the budget, microseconds, at least 1.</param>
    public Ratio ShareOfBudget(long periodUs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(periodUs, 1);
        return Factor * new Ratio(LongWindowUs, periodUs);
    }

    /// <summary>Evaluates the alert at an instant.</summary>
    /// <param name="target">Share of time that must be up, 0 to less than 1.</param>
    /// <param name="down">Time inside outages.</param>
    /// <param name="unmeasured">Time that was not measured, the time before measurements began included.</param>
    /// <param name="asOf">End of both windows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The target is out of its range.</exception>
    public BurnRateReading Evaluate(Ratio target, TimeSet down, TimeSet unmeasured, UtcInstant asOf)
    {
        MissingDataBounds longWindow = RollingAvailability.At(asOf, LongWindowUs, down, unmeasured);
        MissingDataBounds shortWindow = RollingAvailability.At(asOf, ShortWindowUs, down, unmeasured);
        RatioBounds longBounds = Bounds(target, longWindow);
        RatioBounds shortBounds = Bounds(target, shortWindow);
        AlertState state = longBounds.Low > Factor && shortBounds.Low > Factor ? AlertState.Firing
            : longBounds.High <= Factor || shortBounds.High <= Factor ? AlertState.Quiet
            : AlertState.Undetermined;
        return new BurnRateReading(state, BurnRate.Of(target, longWindow), BurnRate.Of(target, shortWindow), longBounds, shortBounds);
    }

    private static RatioBounds Bounds(Ratio target, MissingDataBounds window) => BurnRate.BoundsOf(target, window) ?? default;
}
