using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Statements;

namespace Telecom.Sla.Domain.Claims;

/// <summary>A claim with what became of it.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Result">What became of it.</param>
public sealed record AssessedClaim(ClaimFacts Claim, ClaimSubject Subject, ClaimStatement Result);
