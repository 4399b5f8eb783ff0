namespace Telecom.Agent.Probing;

/// <summary>The mean rate between two readings.</summary>
/// <param name="InstantUs">The first of both readings, microseconds since the Unix epoch: the half-open range that the rate covers begins there.</param>
/// <param name="BitsPerSecond">The rate, at least 0.</param>
internal readonly record struct Rate(long InstantUs, double BitsPerSecond);
