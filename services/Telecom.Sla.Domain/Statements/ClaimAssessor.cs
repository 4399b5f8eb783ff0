using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>
/// Assesses one claim. Examined in this order, the first failure is the reason: conditions without which the agreement does not apply, what the
/// claim must hold, conditions at issue, the ticket's window, the claim's window. What was not examined does not fail it.
/// </summary>
internal sealed class ClaimAssessor(RatingContext context, ClaimSubjects subjects, IReadOnlyList<ClaimTerms> readings)
{
    /// <summary>Code of a claim that fails nothing.</summary>
    public const string Eligible = "eligible";

    /// <summary>Assesses.</summary>
    public AssessedClaim Assess(ClaimFacts claim)
    {
        ClaimSubject subject = subjects.Of(claim);
        if (context.Terms.Claims is not { } terms)
        {
            return new AssessedClaim(claim, subject, new ClaimStatement(true, "no_claim_needed"));
        }

        ClaimDeadline? ticket = terms.Ticket is { } step ? Deadline(step, subject) : null;
        ClaimDeadline? deadline = Deadline(terms.Claim, subject);
        ClaimDeadline? strictTicket = Earliest(readings.Select(reading => reading.Ticket).OfType<ClaimWindow>(), ticket, subject);
        ClaimDeadline? strict = Earliest(readings.Select(reading => reading.Claim), deadline, subject);
        bool unknownYet = context.Facts.AsOf is { } now && claim.FiledAt > now;
        string reason = unknownYet ? "not_filed_yet" : Reason(claim, subject, terms, ticket, deadline);
        bool accepted = reason == Eligible;
        return new AssessedClaim(claim, subject, new ClaimStatement(unknownYet ? null : accepted, reason)
        {
            TicketDeadline = ticket?.At,
            ClaimDeadline = deadline?.At,
            DeadlineIsInclusive = deadline?.Inclusive ?? false,
            CreditedOnMonth = accepted ? MonthOf(claim, terms, subject) : null,
            AcceptedStrictly = unknownYet ? null : Reason(claim, subject, terms, strictTicket, strict) == Eligible,
            StrictDeadline = strict?.At,
            OpenItems = accepted ? [.. context.Terms.Obligations.Select(owed => $"{owed.Text} (clause {owed.Clause})")] : [],
        });
    }

    private string Reason(ClaimFacts claim, ClaimSubject subject, ClaimTerms terms, ClaimDeadline? ticket, ClaimDeadline? deadline)
    {
        UtcInstant? at = claim.FiledAt ?? context.Facts.AsOf;
        return FailedGate(GateTest.Scope, at)
            ?? (claim.Contents is { } contents ? terms.Contents.FirstOrDefault(required => !Holds(required, contents))?.Reason : null)
            ?? FailedGate(GateTest.AtIssue, at)
            ?? (claim.FiledAt is { } early && (subject.Outage?.Start ?? subject.EventAt) is { } begun && early < begun ? "claim_before_incident" : null)
            ?? (claim.TicketAt is { } opened && ticket is { } first && !first.Allows(opened) ? "ticket_late" : null)
            ?? (claim.FiledAt is { } filed && deadline is { } last && !last.Allows(filed) ? "claim_late" : null)
            ?? Eligible;
    }

    private string? FailedGate(GateTest test, UtcInstant? at) =>
        context.Terms.Gates.FirstOrDefault(gate => gate.Test == test && context.Facts.Gates.TryGetValue(gate.Id, out GateFacts? found) && GateCheck.Fails(found, at))?.Reason;

    private static bool Holds(RequiredContent required, IReadOnlyDictionary<string, string?> contents) =>
        contents.TryGetValue(required.Field, out string? text) && !string.IsNullOrWhiteSpace(text)
        && (required.MustContain is not { } words || text.Contains(words, StringComparison.OrdinalIgnoreCase));

    private ClaimDeadline? Deadline(ClaimWindow window, ClaimSubject subject) =>
        subjects.AnchorOf(window.Anchor, subject) is { } anchor ? ClaimDeadline.Of(window, anchor, context.Zone, context.Calendar) : null;

    /// <summary>The deadline under the reading that is hardest on the customer (rule G9 stores it beside the one that counts).</summary>
    private ClaimDeadline? Earliest(IEnumerable<ClaimWindow> windows, ClaimDeadline? chosen, ClaimSubject subject) =>
        windows.Select(window => Deadline(window, subject)).Append(chosen).Where(deadline => deadline is not null)
            .OrderBy(deadline => deadline!.Value.At).ThenBy(deadline => deadline!.Value.Inclusive).FirstOrDefault();

    private string? MonthOf(ClaimFacts claim, ClaimTerms terms, ClaimSubject subject) => terms.CreditMonth switch
    {
        CreditMonthRule.MonthAfterReceipt => claim.FiledAt is { } filed ? context.MonthOf(filed, 1) : null,
        CreditMonthRule.IncidentMonth => subject.Outage is { } outage ? context.MonthOf(outage.Start) : null,
        CreditMonthRule.MonthAfterIncident => (subject.Outage?.Start ?? subject.EventAt) is { } at ? context.MonthOf(at, 1) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(terms), terms.CreditMonth, "No such rule."),
    };
}
