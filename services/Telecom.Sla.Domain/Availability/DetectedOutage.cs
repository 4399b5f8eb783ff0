namespace Telecom.Sla.Domain.Availability;

/// <summary>An outage, in slices counted from the Unix epoch.</summary>
/// <param name="First">First of the n consecutive bad slices that began it.</param>
/// <param name="End">First of the n consecutive good slices that ended it; the end of the known slices when nothing ended it yet.</param>
/// <param name="Ended">True when n consecutive good slices were seen.</param>
public readonly record struct DetectedOutage(long First, long End, bool Ended);
