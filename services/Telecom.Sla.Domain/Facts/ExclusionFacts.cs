using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Facts;

/// <summary>Time that an exclusion of the contract is claimed for.</summary>
/// <param name="Range">The time.</param>
/// <param name="Category">Category of the contract.</param>
public sealed record ExclusionFacts(TimeRange Range, string Category)
{
    /// <summary>Where the decision stands.</summary>
    public ExclusionStatus Status { get; init; }

    /// <summary>Who decided; null when not stated.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>What it rests on; null when not stated.</summary>
    public string? Evidence { get; init; }

    /// <summary>Whether and when it was announced.</summary>
    public Announcement Announced { get; init; }

    /// <summary>When it became known; null: from the start.</summary>
    public UtcInstant? RecordedAt { get; init; }
}
