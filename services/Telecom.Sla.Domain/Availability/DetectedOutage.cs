namespace Telecom.Sla.Domain.Availability;

/// <summary>An outage, in slices counted from the Unix epoch.</summary>
/// <param name="First">First of the n consecutive bad slices that began it.</param>
/// <param name="End">
/// First of the n consecutive good slices that ended it. When nothing ended it yet, the first of the last good slices, fewer than n, that
/// may still have ended it; without such, the end of the known slices.
/// </param>
/// <param name="Ended">True when n consecutive good slices were seen.</param>
public readonly record struct DetectedOutage(long First, long End, bool Ended);
