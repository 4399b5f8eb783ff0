using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Availability;

/// <summary>What is known of a circuit. It is up whenever it is neither.</summary>
/// <param name="Down">Time inside outages.</param>
/// <param name="Unmeasured">Time in which nothing was measured. An instant that is in both counts as unmeasured.</param>
public sealed record CircuitTime(TimeSet Down, TimeSet Unmeasured);
