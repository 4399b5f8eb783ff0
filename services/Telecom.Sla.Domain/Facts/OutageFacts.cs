using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Facts;

/// <summary>An outage as it was measured, with what the customer and the provider did about it.</summary>
/// <param name="Start">The failure.</param>
/// <param name="End">The restoration, not before the start; null while it goes on.</param>
public sealed record OutageFacts(UtcInstant Start, UtcInstant? End)
{
    /// <summary>Cause code; null when none is stated, which is the provider's.</summary>
    public string? Cause { get; init; }

    /// <summary>When the customer reported it; null: never.</summary>
    public UtcInstant? ReportedAt { get; init; }

    /// <summary>When the customer recognised it; null: never.</summary>
    public UtcInstant? RecognisedAt { get; init; }

    /// <summary>When the provider was notified; null: never.</summary>
    public UtcInstant? NoticeAt { get; init; }

    /// <summary>Whether the provider confirmed it; null: not examined.</summary>
    public bool? Confirmed { get; init; }

    /// <summary>Whether the service stayed accessible; null: not examined, which is taken as not.</summary>
    public bool? ServiceAccessible { get; init; }

    /// <summary>When it became known; null: from the start.</summary>
    public UtcInstant? RecordedAt { get; init; }

    /// <summary>Who measured it, for example "prober"; null: the source of record.</summary>
    public string? Source { get; init; }
}
