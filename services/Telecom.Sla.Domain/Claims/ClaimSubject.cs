using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Claims;

/// <summary>What a claim is about.</summary>
/// <param name="Outage">The outage; null when it is about none.</param>
/// <param name="Issue">The instant at which an event became late; null when it is about none.</param>
/// <param name="EventAt">The instant that says which period that event belongs to.</param>
/// <param name="Ended">False while the outage goes on: a window from its end has not begun.</param>
public sealed record ClaimSubject(TimeRange? Outage, UtcInstant? Issue, UtcInstant? EventAt, bool Ended = true)
{
    /// <summary>About nothing that is known: such a claim is taken for any period.</summary>
    public static ClaimSubject Unknown { get; } = new(null, null, null);

    /// <summary>True when it is about something of a period, or about nothing that is known.</summary>
    public bool Concerns(TimeRange period) =>
        (Outage is null && EventAt is null)
        || (Outage is { } outage && (outage.Overlaps(period) || period.Contains(outage.Start)))
        || (EventAt is { } at && period.Contains(at));
}
