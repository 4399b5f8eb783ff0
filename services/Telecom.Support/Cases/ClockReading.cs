using Telecom.Contracts;
using Telecom.Sla.Domain.Time;

namespace Telecom.Support.Cases;

/// <summary>A clock of a case, read at an instant.</summary>
/// <param name="Clock">What it limits.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="DueAt">The last instant at which the step is in time.</param>
/// <param name="RemainingUs">Time left, microseconds; negative when overdue.</param>
internal readonly record struct ClockReading(CaseClock Clock, UtcInstant StartedAt, UtcInstant DueAt, long RemainingUs)
{
    /// <summary>True when the deadline passed without the step.</summary>
    public bool Breached => RemainingUs < 0;
}
