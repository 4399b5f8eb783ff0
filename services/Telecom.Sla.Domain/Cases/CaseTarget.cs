namespace Telecom.Sla.Domain.Cases;

/// <summary>The time that a contract allows for one step of a case.</summary>
/// <param name="TargetUs">Microseconds of the contract's time basis, at least 0; null: the parties agree on a time (<see cref="CaseEventKind.Agreed"/>).</param>
/// <param name="Clause">Clause of the contract that the target comes from.</param>
public sealed record CaseTarget(long? TargetUs, string Clause);
