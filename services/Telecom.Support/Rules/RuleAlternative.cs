using Telecom.Sla.Domain.Cases;

namespace Telecom.Support.Rules;

/// <summary>What another option of a reading would promise.</summary>
/// <param name="Reading">Id of the reading.</param>
/// <param name="Option">The option.</param>
/// <param name="Terms">The terms under it.</param>
internal sealed record RuleAlternative(string Reading, string Option, CaseTerms Terms);
