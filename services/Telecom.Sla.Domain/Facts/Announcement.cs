using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Facts;

/// <summary>Whether something was announced. The default value means that nobody examined it.</summary>
/// <param name="Examined">False: not examined, so it is taken as announced and listed among the assumptions.</param>
/// <param name="At">When it was announced; null: never.</param>
public readonly record struct Announcement(bool Examined, UtcInstant? At)
{
    /// <summary>True when it was announced before an instant, or was not examined.</summary>
    public bool IsBefore(UtcInstant start) => !Examined || At < start;
}
