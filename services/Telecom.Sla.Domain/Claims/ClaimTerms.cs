namespace Telecom.Sla.Domain.Claims;

/// <summary>What a customer must do to get a credit.</summary>
/// <param name="Ticket">First step: a support ticket; null when there is one step only.</param>
/// <param name="Claim">The claim itself.</param>
/// <param name="Scope">What one timely claim opens.</param>
/// <param name="Contents">What the claim must hold, in the order in which it is examined.</param>
/// <param name="CreditMonth">On which month the credit appears.</param>
/// <param name="Clause">Clause of the procedure.</param>
public sealed record ClaimTerms(
    ClaimWindow? Ticket, ClaimWindow Claim, ClaimScope Scope, IReadOnlyList<RequiredContent> Contents, CreditMonthRule CreditMonth, string Clause);
