using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Availability;

/// <summary>What periodic probes say about a period. The rest of the period is up.</summary>
/// <param name="Down">Time that is down.</param>
/// <param name="Unmeasured">Time that no probe speaks for; it has nothing in common with <paramref name="Down"/>.</param>
public sealed record ProbedTime(TimeSet Down, TimeSet Unmeasured);
