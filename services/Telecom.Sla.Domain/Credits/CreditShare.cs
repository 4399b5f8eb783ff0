using NodaTime;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Credits;

/// <summary>What a schedule makes of a period.</summary>
/// <param name="Triggered">True when something is owed by the schedule.</param>
/// <param name="Share">Share of the basis before any cap; null when the schedule cannot say it.</param>
/// <param name="Arithmetic">How the share came about, for people.</param>
public sealed record CreditShare(bool Triggered, Ratio? Share, string Arithmetic)
{
    /// <summary>Local days that earned it, where days do.</summary>
    public IReadOnlyList<LocalDate> Days { get; init; } = [];

    /// <summary>Nothing is owed.</summary>
    public static CreditShare Nothing(string why) => new(false, Ratio.Zero, why);
}
