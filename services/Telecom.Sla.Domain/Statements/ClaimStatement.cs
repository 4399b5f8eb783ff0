using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>What became of a claim.</summary>
/// <param name="Accepted">True when it was in time and complete; false when not; null when the facts that decide were not examined.</param>
/// <param name="Reason">"eligible", or the code of the first thing that fails.</param>
public sealed record ClaimStatement(bool? Accepted, string Reason)
{
    /// <summary>Last instant for the ticket, inclusive; null when there is no ticket step or no outage to count from.</summary>
    public UtcInstant? TicketDeadline { get; init; }

    /// <summary>End of the window for the claim; null when there is nothing to count from.</summary>
    public UtcInstant? ClaimDeadline { get; init; }

    /// <summary>True when <see cref="ClaimDeadline"/> itself is still in time (windows of hours), false when it is not (windows of days).</summary>
    public bool DeadlineIsInclusive { get; init; }

    /// <summary>Month on which the credit appears, "YYYY-MM"; null when it was not accepted.</summary>
    public string? CreditedOnMonth { get; init; }

    /// <summary>Whether it would be accepted under the reading that is hardest on the customer; null when not examined.</summary>
    public bool? AcceptedStrictly { get; init; }

    /// <summary>End of the window under that reading.</summary>
    public UtcInstant? StrictDeadline { get; init; }

    /// <summary>What the provider still owes on it.</summary>
    public IReadOnlyList<string> OpenItems { get; init; } = [];
}
