namespace Telecom.Sla.Domain.Terms;

/// <summary>Something the provider owes on a claim without a figure: an open item until it is done.</summary>
/// <param name="Id">Code, for example "root_cause_details".</param>
/// <param name="Text">What is owed.</param>
/// <param name="Clause">Clause that states it.</param>
public sealed record ObligationTerms(string Id, string Text, string Clause);
