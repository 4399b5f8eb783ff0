using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>One period of a statement. Times are microseconds.</summary>
public sealed record PeriodStatement
{
    /// <summary>What the period is.</summary>
    public required PeriodSpan Span { get; init; }

    /// <summary>The period.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Version of the contract that it is rated by.</summary>
    public required string Version { get; init; }

    /// <summary>True when the period is over as of the statement and nothing in it is pending.</summary>
    public required bool Final { get; init; }

    /// <summary>Real elapsed length of the period.</summary>
    public long TotalUs => Range.Length;

    /// <summary>Denominator of availability: service time to date without what left both sides.</summary>
    public long ServiceUs { get; init; }

    /// <summary>Outage time inside maintenance windows that count.</summary>
    public long PlannedUs { get; init; }

    /// <summary>Measured ledger: the union of all outages.</summary>
    public long MeasuredUs { get; init; }

    /// <summary>Contractual ledger: downtime that the contract counts.</summary>
    public long DowntimeUs { get; init; }

    /// <summary>Outage time that exclusions and maintenance cut out of the contractual ledger.</summary>
    public long ExcludedUs { get; init; }

    /// <summary>Measured share of the service time; null when there is no service time.</summary>
    public Ratio? Coverage { get; init; }

    /// <summary>Availability by the contract's formula; null when the contract promises none or there is no service time.</summary>
    public Ratio? Availability { get; init; }

    /// <summary>Availability if unmeasured time was down.</summary>
    public Ratio? Low { get; init; }

    /// <summary>Availability if unmeasured time was up.</summary>
    public Ratio? High { get; init; }

    /// <summary>The target; null when the period has none.</summary>
    public Ratio? Target { get; init; }

    /// <summary>The verdict on the period's objective.</summary>
    public required ObjectiveState Verdict { get; init; }

    /// <summary>Downtime that the target allows in the whole period; null when the period has no target.</summary>
    public long? BudgetUs { get; init; }

    /// <summary>Budget less downtime; negative when overspent.</summary>
    public long? BudgetLeftUs => BudgetUs - DowntimeUs;

    /// <summary>The objective over events; null when there is none.</summary>
    public EventStatement? Events { get; init; }

    /// <summary>Performance figures that have limits.</summary>
    public IReadOnlyList<RegionalPerformance> Performance { get; init; } = [];

    /// <summary>What is owed; null for a period that no credit hangs on, as a year.</summary>
    public CreditStatement? Credit { get; init; }

    /// <summary>Time in which the source of record and another source disagree.</summary>
    public TimeSet Disagreement { get; init; } = TimeSet.Empty;

    /// <summary>The arithmetic, a line a step, each with its clause.</summary>
    public IReadOnlyList<string> Explanation { get; init; } = [];
}
