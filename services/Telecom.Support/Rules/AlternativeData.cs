namespace Telecom.Support.Rules;

/// <summary>Stored form of <see cref="RuleAlternative"/>.</summary>
/// <param name="Reading">Id of the reading.</param>
/// <param name="Option">The option.</param>
/// <param name="Terms">The terms under it.</param>
internal sealed record AlternativeData(string Reading, string Option, TermsData Terms);
