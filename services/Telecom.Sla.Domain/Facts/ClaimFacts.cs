using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Facts;

/// <summary>A claim of the customer.</summary>
public sealed record ClaimFacts
{
    /// <summary>Index of the claimed outage in the list of outages; null when it is not named by index.</summary>
    public int? Outage { get; init; }

    /// <summary>The claimed outage itself, when it is given in the claim instead of by index.</summary>
    public TimeRange? OutageRange { get; init; }

    /// <summary>Index of the claimed event in the list of events; null when none is named.</summary>
    public int? Event { get; init; }

    /// <summary>When the claimed issue arose; null: as the claimed event tells.</summary>
    public UtcInstant? IssueAt { get; init; }

    /// <summary>When it was filed; null: not examined.</summary>
    public UtcInstant? FiledAt { get; init; }

    /// <summary>When the ticket was opened; null: not examined.</summary>
    public UtcInstant? TicketAt { get; init; }

    /// <summary>What it holds; null: not examined. A missing or null field is missing in the claim.</summary>
    public IReadOnlyDictionary<string, string?>? Contents { get; init; }
}
