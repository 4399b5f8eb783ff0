using NodaTime;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Facts;

/// <summary>
/// Everything that happened, as one subscription's rating needs it. Absence has a meaning: a null list was not examined, an empty one
/// was examined and nothing was found.
/// </summary>
public sealed record RatingFacts
{
    /// <summary>Zone instead of the contract's; null: the contract's.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>Currency of the charges; null: the contract's.</summary>
    public CurrencyUnit? Currency { get; init; }

    /// <summary>Region of the circuit; empty for none.</summary>
    public string Region { get; init; } = "";

    /// <summary>The periods to rate.</summary>
    public IReadOnlyList<PeriodRequest> Periods { get; init; } = [];

    /// <summary>The instant of the rating: nothing after it, and nothing recorded after it, is looked at. Null: all that is known.</summary>
    public UtcInstant? AsOf { get; init; }

    /// <summary>From when the contract applies; null: always.</summary>
    public UtcInstant? SubscriptionStart { get; init; }

    /// <summary>Working time instead of the contract's; null: the contract's.</summary>
    public CalendarFacts? Calendar { get; init; }

    /// <summary>The charges of each period; null: not stated.</summary>
    public IReadOnlyList<ChargeFacts>? Charges { get; init; }

    /// <summary>Amounts of invoices by month "YYYY-MM".</summary>
    public IReadOnlyDictionary<string, decimal> Invoices { get; init; } = new Dictionary<string, decimal>();

    /// <summary>A credit table instead of the contract's; null: the contract's. An empty one is no table.</summary>
    public IReadOnlyList<CreditTier>? RebateTable { get; init; }

    /// <summary>What was found about the conditions on the account; one that is absent was not examined.</summary>
    public IReadOnlyDictionary<string, GateFacts> Gates { get; init; } = new Dictionary<string, GateFacts>();

    /// <summary>What unmeasured time means; null: as the contract says.</summary>
    public MissingDataPolicy? MissingData { get; init; }

    /// <summary>Outages in the order of the evidence.</summary>
    public IReadOnlyList<OutageFacts> Outages { get; init; } = [];

    /// <summary>Time without measurement.</summary>
    public TimeSet Unmeasured { get; init; } = TimeSet.Empty;

    /// <summary>Maintenance windows.</summary>
    public IReadOnlyList<MaintenanceFacts> Maintenance { get; init; } = [];

    /// <summary>Exclusions.</summary>
    public IReadOnlyList<ExclusionFacts> Exclusions { get; init; } = [];

    /// <summary>Events in the order of the evidence; null: not examined.</summary>
    public IReadOnlyList<EventFacts>? Events { get; init; }

    /// <summary>What may have broken commitments; null: not examined.</summary>
    public IReadOnlyList<CommitmentFacts>? Commitments { get; init; }

    /// <summary>Samples; null: not examined.</summary>
    public IReadOnlyList<MeasurementFacts>? Measurements { get; init; }

    /// <summary>Claims; null: not examined, so what is owed is due subject to a claim.</summary>
    public IReadOnlyList<ClaimFacts>? Claims { get; init; }

    /// <summary>Support cases.</summary>
    public IReadOnlyList<CaseFacts> Cases { get; init; } = [];

    /// <summary>Settlements of credits.</summary>
    public IReadOnlyList<SettlementFacts> Settlements { get; init; } = [];
}
