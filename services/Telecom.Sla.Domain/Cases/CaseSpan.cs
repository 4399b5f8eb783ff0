using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>A stretch in which a case had one level.</summary>
/// <param name="Level">Index of the level in the contract's table.</param>
/// <param name="From">When the case came to it.</param>
/// <param name="AgreedUntil">The time that the parties had last agreed on when the stretch ended; null: none.</param>
internal readonly record struct CaseSpan(int Level, UtcInstant From, UtcInstant? AgreedUntil);
