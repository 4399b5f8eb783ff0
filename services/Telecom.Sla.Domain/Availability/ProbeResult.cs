using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Availability;

/// <summary>A periodic probe: one look at one instant.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Ok">Whether it was answered as it should be.</param>
public readonly record struct ProbeResult(UtcInstant At, bool Ok);
