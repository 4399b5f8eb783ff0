using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Terms;

/// <summary>A right that a year's credits open.</summary>
/// <param name="Name">Name, for example "cancellation".</param>
/// <param name="ShareOfAnnualCharges">Credits of the year ÷ charges of the year from which it is due, inclusive.</param>
/// <param name="Clause">Clause that grants it.</param>
public sealed record RightTerms(string Name, Ratio ShareOfAnnualCharges, string Clause);
