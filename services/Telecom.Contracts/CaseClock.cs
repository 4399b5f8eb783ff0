using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts;

/// <summary>A clock of a support case: how long a step may take.</summary>
/// <param name="Name">What it limits: "acknowledge" or "resolve".</param>
/// <param name="TargetUs">Elapsed time that is allowed from the report, microseconds; a target that is a range binds at its upper end (rule G11).</param>
/// <param name="Clause">Id of the clause that it comes from.</param>
public sealed record CaseClock(string Name, long TargetUs, string Clause)
{
    /// <summary>The last instant at which the step is in time.</summary>
    /// <param name="reportedAt">When the case was reported.</param>
    public UtcInstant DueAt(UtcInstant reportedAt) => reportedAt.Plus(TargetUs);
}
