using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Statements;

/// <summary>How far a year's credits are from opening a right.</summary>
/// <param name="Name">Name of the right.</param>
/// <param name="Due">True when it is open; null when the credits of a month cannot be said.</param>
/// <param name="Progress">Credits ÷ annual charges; null when it cannot be said.</param>
/// <param name="Clause">Clause that grants it.</param>
public sealed record RightStatement(string Name, bool? Due, Ratio? Progress, string Clause);
