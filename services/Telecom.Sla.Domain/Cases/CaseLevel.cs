namespace Telecom.Sla.Domain.Cases;

/// <summary>One row of a contract's severity table.</summary>
/// <param name="Severity">Severity as the contract writes it, for example "P1"; compared by code point.</param>
/// <param name="Cause">Cause that the row is for; null: any cause that has no row of its own.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Respond">Time to the first response, from the report; null: the contract promises none.</param>
/// <param name="Fix">Time to the resolution, from the first response; null: the contract promises none.</param>
/// <param name="Resolve">Time to the resolution, from the report; null: the contract promises none.</param>
/// <param name="PausesWhileWaiting">True when clocks stand still from a question to the customer until the answer.</param>
/// <param name="NeedsAcceptance">True when a case of this level must be accepted before its clocks start.</param>
public sealed record CaseLevel(
    string Severity,
    string? Cause,
    string Name,
    CaseTarget? Respond,
    CaseTarget? Fix,
    CaseTarget? Resolve,
    bool PausesWhileWaiting,
    bool NeedsAcceptance);
