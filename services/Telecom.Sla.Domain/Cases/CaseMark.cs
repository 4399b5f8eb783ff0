using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>An instant at which somebody is to be told about a clock of a case.</summary>
/// <param name="Clock">"respond", "fix" or "resolve".</param>
/// <param name="Percent">How much of its promise the clock has run: below 100 a warning, 100 the breach, above it the overrun.</param>
/// <param name="At">First instant at which that is so; may be before the event that brought the promise about.</param>
/// <param name="Deadline">Deadline of the promise, inclusive; null while a pause that has not ended holds it open.</param>
/// <param name="Occasion">
/// Name of the promise inside its case. A case, a percentage and an occasion make one warning, however often its instant moves.
/// </param>
public sealed record CaseMark(string Clock, int Percent, UtcInstant At, UtcInstant? Deadline, string Occasion);
