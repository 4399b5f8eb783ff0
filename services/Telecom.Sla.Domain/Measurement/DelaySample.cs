using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>One round-trip delay with its instant: an end of a pair of consecutive samples (RFC 3393).</summary>
/// <param name="At">Its instant.</param>
/// <param name="Nanoseconds">The delay, nanoseconds, at least 0.</param>
public readonly record struct DelaySample(UtcInstant At, long Nanoseconds);
