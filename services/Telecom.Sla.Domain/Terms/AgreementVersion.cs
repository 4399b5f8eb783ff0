using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Terms;

/// <summary>A version of an agreement as one plan has it.</summary>
/// <param name="Id">Id of the version.</param>
/// <param name="EffectiveFrom">From when it holds, until the next one.</param>
/// <param name="Terms">The terms under the chosen readings.</param>
/// <param name="Alternatives">The terms under every option of every reading that has options, the chosen ones included.</param>
public sealed record AgreementVersion(string Id, UtcInstant EffectiveFrom, RatingTerms Terms, IReadOnlyList<TermsAlternative> Alternatives);
