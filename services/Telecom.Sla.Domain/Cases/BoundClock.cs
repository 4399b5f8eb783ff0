namespace Telecom.Sla.Domain.Cases;

/// <summary>A clock's reading with the promise that binds it.</summary>
/// <param name="Promise">The promise whose deadline comes first.</param>
/// <param name="Reading">How the clock stands against it.</param>
internal sealed record BoundClock(CasePromise Promise, ClockReading Reading);
