using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Facts;

/// <summary>A scheduled maintenance window.</summary>
/// <param name="Range">The window.</param>
/// <param name="Announced">Whether and when it was announced.</param>
/// <param name="RecordedAt">When it became known; null: from the start.</param>
public sealed record MaintenanceFacts(TimeRange Range, Announcement Announced = default, UtcInstant? RecordedAt = null);
