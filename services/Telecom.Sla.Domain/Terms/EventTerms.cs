using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Terms;

/// <summary>An objective over countable things: a share of them must begin in time.</summary>
/// <param name="StartWithinUs">Allowed time from submission to start, inclusive, microseconds.</param>
/// <param name="Target">Share of the eligible events that must start in time, 0 to 1, inclusive.</param>
/// <param name="Month">Which period an event belongs to.</param>
/// <param name="Excuses">Causes for which a late event leaves numerator and denominator.</param>
/// <param name="ExcusesApply">False when no excuse counts (reading JO-R6).</param>
/// <param name="Clause">Clause of the promise.</param>
public sealed record EventTerms(
    long StartWithinUs, Ratio Target, EventMonth Month, IReadOnlyCollection<string> Excuses, bool ExcusesApply, string Clause);
