using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Availability;

/// <summary>Bounds of what is down: exact over everything that the unmeasured time of the circuits can have been.</summary>
/// <param name="Least">Time that is down even if everything unmeasured was up.</param>
/// <param name="Most">Time that is down if everything unmeasured was down; it contains <paramref name="Least"/>.</param>
public sealed record GroupDowntime(TimeSet Least, TimeSet Most)
{
    /// <summary>Time of which the measurements do not tell whether it is down: for the group, this is the unmeasured time.</summary>
    public TimeSet Open => Most.Subtract(Least);
}
