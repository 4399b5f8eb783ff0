namespace Telecom.Sla.Domain.Terms;

/// <summary>The terms under one option of one reading, all other readings as chosen.</summary>
/// <param name="Reading">Id of the reading, for example "IP-R1".</param>
/// <param name="Option">The option, for example "floor".</param>
/// <param name="Chosen">True for the option that the statement itself uses.</param>
/// <param name="Terms">The terms.</param>
public sealed record TermsAlternative(string Reading, string Option, bool Chosen, RatingTerms Terms);
