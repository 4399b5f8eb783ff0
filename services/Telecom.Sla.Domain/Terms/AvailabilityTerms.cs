using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;

namespace Telecom.Sla.Domain.Terms;

/// <summary>What a contract promises about availability and how it counts.</summary>
public sealed record AvailabilityTerms
{
    /// <summary>Share of the service time that must be up, 0 to 1; exactly the target is met (rule G3).</summary>
    public required Ratio Target { get; init; }

    /// <summary>Clause of the target.</summary>
    public required string Clause { get; init; }

    /// <summary>Downtime that is allowed in any period, microseconds, when minutes decide instead of the percentage (reading TG-R1); null: the target decides.</summary>
    public long? DowntimeLimitUs { get; init; }

    /// <summary>Share of a calendar year that must be up; null when nothing is promised for a year.</summary>
    public Ratio? YearTarget { get; init; }

    /// <summary>How availability is made of time.</summary>
    public AvailabilityFormula Formula { get; init; } = AvailabilityFormula.UptimeShare;

    /// <summary>The time that the promise covers.</summary>
    public ServiceTimeKind ServiceTime { get; init; } = ServiceTimeKind.Always;

    /// <summary>From when an outage counts.</summary>
    public AccrualStart Accrual { get; init; } = AccrualStart.Measured;

    /// <summary>True when the provider must confirm an outage; one that is not confirmed is no downtime.</summary>
    public bool NeedsConfirmation { get; init; }

    /// <summary>True when a failure during which the service stayed accessible is no downtime (redundancy).</summary>
    public bool AccessibleIsUp { get; init; }

    /// <summary>Maintenance windows.</summary>
    public required ExclusionTerms Maintenance { get; init; }

    /// <summary>Exclusions by category.</summary>
    public required IReadOnlyDictionary<string, ExclusionTerms> Exclusions { get; init; }

    /// <summary>What unmeasured time means for the verdict.</summary>
    public MissingDataPolicy MissingData { get; init; } = MissingDataPolicy.Undetermined;

    /// <summary>Outages that are at most this far apart count as one, gap included, microseconds; 0: none are joined.</summary>
    public long MergeGapUs { get; init; }

    /// <summary>Outages that are shorter are no downtime, microseconds; 0: every outage counts.</summary>
    public long MinimumOutageUs { get; init; }

    /// <summary>Name of the measurement that decides disputes, for example "prober"; outages of other sources only corroborate. Null: all count alike.</summary>
    public string? SourceOfRecord { get; init; }

    /// <summary>True when both count alike: equal in everything, the exclusions compared one by one.</summary>
    internal bool IsLike(AvailabilityTerms other) =>
        this with { Exclusions = other.Exclusions } == other
        && (ReferenceEquals(Exclusions, other.Exclusions)
            || (Exclusions.Count == other.Exclusions.Count && Exclusions.All(own => other.Exclusions.TryGetValue(own.Key, out ExclusionTerms? same) && own.Value == same)));
}
