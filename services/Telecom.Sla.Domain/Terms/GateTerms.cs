namespace Telecom.Sla.Domain.Terms;

/// <summary>A condition on the customer's account without which there is no credit.</summary>
/// <param name="Id">Name in evidence, camelCase, for example "planHasSla".</param>
/// <param name="Reason">Code of a claim that it refuses, for example "no_sla_on_plan".</param>
/// <param name="Test">When it must hold.</param>
/// <param name="Clause">Clause that states it.</param>
public sealed record GateTerms(string Id, string Reason, GateTest Test, string Clause);
