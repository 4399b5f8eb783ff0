using Telecom.Sla.Domain.Ledgers;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Availability of a period and the verdict on it.</summary>
/// <param name="Ledger">Both ledgers of the part that was rated.</param>
/// <param name="Final">True when the whole period was rated.</param>
/// <param name="ServiceUs">Denominator, microseconds.</param>
/// <param name="DowntimeUs">Downtime that counts, what missing data adds included, microseconds.</param>
/// <param name="Availability">By the contract's formula; null without service time.</param>
/// <param name="Low">If unmeasured time was down.</param>
/// <param name="High">If unmeasured time was up.</param>
/// <param name="Certain">
/// Availability of the whole period if nothing more happens, and unmeasured time that may be either was up: what a credit rests on, so
/// that time of which nothing is known never earns one.
/// </param>
/// <param name="Coverage">Measured share of the service time.</param>
/// <param name="Target">The target; null when there is none.</param>
/// <param name="BudgetUs">Downtime that the target allows in the whole period; null without a target.</param>
/// <param name="Verdict">The verdict.</param>
internal sealed record AvailabilityFigures(
    AvailabilityLedger Ledger,
    bool Final,
    long ServiceUs,
    long DowntimeUs,
    Ratio? Availability,
    Ratio? Low,
    Ratio? High,
    Ratio? Certain,
    Ratio? Coverage,
    Ratio? Target,
    long? BudgetUs,
    ObjectiveState Verdict);
