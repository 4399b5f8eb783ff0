using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Budgets;

/// <summary>
/// Availability over a rolling window, the last W before an instant. A calendar month forgives everything at midnight of its first day; a rolling
/// window forgets an outage only W later.
/// </summary>
public static class RollingAvailability
{
    /// <summary>
    /// Lengths of the window [<paramref name="end"/> - W, <paramref name="end"/>), which give its availability under every policy for missing
    /// data.
    /// </summary>
    /// <param name="end">First instant after the window.</param>
    /// <param name="windowUs">W, microseconds, at least 1.</param>
    /// <param name="down">Time inside outages.</param>
    /// <param name="unmeasured">Time that was not measured, the time before measurements began included.</param>
    /// <param name="counted">Time that counts, for example service hours less exclusions; null for all of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window has no length.</exception>
    public static MissingDataBounds At(UtcInstant end, long windowUs, TimeSet down, TimeSet unmeasured, TimeSet? counted = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowUs, 1);
        TimeRange window = new(end.Plus(-windowUs), end);
        return MissingDataBounds.Of(counted?.Intersect(window) ?? TimeSet.Of(window), down, unmeasured);
    }
}
