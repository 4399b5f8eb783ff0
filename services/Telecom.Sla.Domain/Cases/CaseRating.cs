using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>A case held against its contract.</summary>
/// <param name="Id">Name of the case.</param>
/// <param name="RespondBy">Deadline of the response, inclusive; null when there is none (yet).</param>
/// <param name="FixBy">Deadline of the fix, inclusive; null when there is none (yet).</param>
/// <param name="ResolveBy">Deadline of the resolution, inclusive; null when there is none (yet).</param>
/// <param name="RespondMet">Whether the response was in time; null while open or not promised.</param>
/// <param name="FixMet">Whether the fix was in time; null while open or not promised.</param>
/// <param name="ResolveMet">Whether the resolution was in time; null while open or not promised.</param>
/// <param name="State">Where the case stands.</param>
/// <param name="Clocks">A reading for every promise of the level in force; empty when no clock may run.</param>
/// <param name="Explanation">The reckoning, for people, in order.</param>
/// <param name="Assumptions">What the facts do not say and the rating had to suppose.</param>
public sealed record CaseRating(
    string Id,
    UtcInstant? RespondBy,
    UtcInstant? FixBy,
    UtcInstant? ResolveBy,
    bool? RespondMet,
    bool? FixMet,
    bool? ResolveMet,
    CaseState State,
    IReadOnlyList<ClockReading> Clocks,
    IReadOnlyList<string> Explanation,
    IReadOnlyList<string> Assumptions);
