using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Budgets;

/// <summary>
/// Error budget: the downtime that a target allows in a whole period, B = (1 - target)·P, and what is used of it. Exact, so it may have a
/// fraction of a microsecond; the budget is the whole period's from its first instant on.
/// </summary>
public sealed record ErrorBudget
{
    /// <summary>Makes a budget.</summary>
    /// <param name="target">Share of the period that must be up, 0 to 1.</param>
    /// <param name="periodUs">P: length of the whole period, microseconds, at least 0.</param>
    /// <param name="usedUs">Downtime that counts so far, microseconds, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ErrorBudget(Ratio target, long periodUs, long usedUs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target, Ratio.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(target, Ratio.One);
        ArgumentOutOfRangeException.ThrowIfNegative(periodUs);
        ArgumentOutOfRangeException.ThrowIfNegative(usedUs);
        Target = target;
        PeriodUs = periodUs;
        UsedUs = usedUs;
    }

    /// <summary>Share of the period that must be up.</summary>
    public Ratio Target { get; }

    /// <summary>P: length of the whole period, microseconds.</summary>
    public long PeriodUs { get; }

    /// <summary>Downtime that counts so far, microseconds.</summary>
    public long UsedUs { get; }

    /// <summary>B, microseconds.</summary>
    public Ratio Total => Target.Complement * new Ratio(PeriodUs, 1);

    /// <summary>B rounded down to whole microseconds: the longest downtime that still meets the target.</summary>
    public long TotalUs => Target.Complement.FloorTimes(PeriodUs);

    /// <summary>B less what is used, microseconds; negative when overspent.</summary>
    public Ratio Left => Total - new Ratio(UsedUs, 1);

    /// <summary>Whole microseconds that are left, rounded down; negative when overspent.</summary>
    public long LeftUs => TotalUs - UsedUs;

    /// <summary>Used share of the budget, above 1 when overspent; null when the target allows no downtime at all and there is no share to speak of.</summary>
    public Ratio? UsedShare => Total == Ratio.Zero ? null : new Ratio(UsedUs, 1) / Total;

    /// <summary>Share of the budget that is left, negative when overspent; null as <see cref="UsedShare"/> is.</summary>
    public Ratio? LeftShare => UsedShare?.Complement;

    /// <summary>True when more is used than the target allows. Exactly the budget is not overspent.</summary>
    public bool IsOverspent => UsedUs > TotalUs;
}
