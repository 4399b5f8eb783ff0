using Telecom.Sla.Domain.Cases;

namespace Telecom.Contracts.Reading;

/// <summary>What a version says about support cases.</summary>
/// <param name="Terms">The terms under a choice of readings.</param>
/// <param name="Severities">The levels whose clocks run live.</param>
internal sealed record CaseSection(TermsUnder<CaseTerms> Terms, IReadOnlyList<Severity> Severities);
