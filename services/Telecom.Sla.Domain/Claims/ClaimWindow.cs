namespace Telecom.Sla.Domain.Claims;

/// <summary>A time in which a step of a claim must be taken.</summary>
/// <param name="Amount">How many units, at least 1.</param>
/// <param name="Unit">How they are counted.</param>
/// <param name="Anchor">From when.</param>
/// <param name="Clause">Clause that sets it.</param>
public sealed record ClaimWindow(int Amount, ClaimUnit Unit, ClaimAnchor Anchor, string Clause);
