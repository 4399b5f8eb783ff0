using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Facts;

/// <summary>What was found about a condition on the account.</summary>
/// <param name="Holds">Whether it holds at all times; null when it holds for ranges.</param>
/// <param name="Ranges">When it holds, if not at all times.</param>
public sealed record GateFacts(bool? Holds, TimeSet Ranges)
{
    /// <summary>It holds at all times, or never.</summary>
    public static GateFacts Of(bool holds) => new(holds, TimeSet.Empty);

    /// <summary>True when it holds at an instant.</summary>
    public bool HoldsAt(UtcInstant instant) => Holds ?? Ranges.Overlaps(new TimeRange(instant, instant.Plus(1)));

    /// <summary>True when it holds during all of a set.</summary>
    public bool HoldsDuring(TimeSet set) => Holds ?? set.Subtract(Ranges).IsEmpty;
}
