using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Ledgers;

/// <summary>
/// The two ledgers of a range (rule G10): what was measured and what the contract counts, as time sets. Everything lies in
/// <see cref="Range"/>; availability is the algebra of these sets.
/// </summary>
public sealed record AvailabilityLedger
{
    /// <summary>The range that the ledger covers.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>The time that the promise covers, before anything is excluded.</summary>
    public required TimeSet Service { get; init; }

    /// <summary>Measured ledger: the union of the outages of the source of record (rule G2).</summary>
    public required TimeSet Measured { get; init; }

    /// <summary>Outages as far as the contract lets them begin to count, before exclusions.</summary>
    public required TimeSet Accrued { get; init; }

    /// <summary>Excluded time that leaves numerator and denominator.</summary>
    public required TimeSet LeftBoth { get; init; }

    /// <summary>Excluded time that is no downtime and stays in the denominator.</summary>
    public required TimeSet CountedUp { get; init; }

    /// <summary>Outage time inside maintenance windows that count, and other outage time that a text calls planned.</summary>
    public required TimeSet Planned { get; init; }

    /// <summary>Service time that the denominator has.</summary>
    public required TimeSet Denominator { get; init; }

    /// <summary>Contractual ledger: what counts as downtime, whatever missing data may add.</summary>
    public required TimeSet Down { get; init; }

    /// <summary>Time of the denominator of which nothing is known.</summary>
    public required TimeSet Unmeasured { get; init; }

    /// <summary>Time in which another source contradicts the source of record; empty when there is no other source.</summary>
    public required TimeSet Disagreement { get; init; }

    /// <summary>Outage time in the service time that was cut out, microseconds.</summary>
    public required long ExcludedUs { get; init; }
}
