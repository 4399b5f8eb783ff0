using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>A stretch in which clocks stand still.</summary>
/// <param name="Start">First instant.</param>
/// <param name="End">First instant after it; null: it has not ended.</param>
internal readonly record struct CasePause(UtcInstant Start, UtcInstant? End);
