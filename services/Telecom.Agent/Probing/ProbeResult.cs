namespace Telecom.Agent.Probing;

/// <summary>What became of a probe.</summary>
/// <param name="InstantUs">When it was sent, microseconds since the Unix epoch.</param>
/// <param name="DelayNanoseconds">Round-trip delay, at least 1 ns; null when there was no answer in time.</param>
internal readonly record struct ProbeResult(long InstantUs, long? DelayNanoseconds);
