using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Facts;

/// <summary>A number of events (tasks, requests) alike.</summary>
/// <param name="Count">How many, at least 1.</param>
/// <param name="SubmittedAt">When they were submitted.</param>
/// <param name="StartedAt">When they began to execute; null: not yet.</param>
/// <param name="CancelledAt">When the customer cancelled them; null: never.</param>
/// <param name="Cause">Why they were late; null: the provider.</param>
public sealed record EventFacts(long Count, UtcInstant SubmittedAt, UtcInstant? StartedAt, UtcInstant? CancelledAt = null, string? Cause = null);
