using NodaTime;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Credits;

namespace Telecom.Sla.Domain.Terms;

/// <summary>Everything one plan of one version of a contract promises, under one choice of readings. Pure data: the rating adds the facts.</summary>
public sealed record RatingTerms
{
    /// <summary>Zone of the contract's calendar; evidence may name another.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>ISO 4217 code that credits are denominated in; null when the text names none.</summary>
    public string? Currency { get; init; }

    /// <summary>The periods that it is rated in.</summary>
    public required PeriodKind Period { get; init; }

    /// <summary>Working time.</summary>
    public required CalendarTerms Calendar { get; init; }

    /// <summary>Availability; null when nothing is promised about it.</summary>
    public AvailabilityTerms? Availability { get; init; }

    /// <summary>An objective over events; null when there is none.</summary>
    public EventTerms? Events { get; init; }

    /// <summary>Performance limits.</summary>
    public IReadOnlyList<RegionalLimit> Performance { get; init; } = [];

    /// <summary>Clause that promises credit for missed performance without saying how much; null when there is none.</summary>
    public string? PerformanceCreditClause { get; init; }

    /// <summary>What is owed when the promise is missed; null when nothing is.</summary>
    public CreditTerms? Credit { get; init; }

    /// <summary>What the customer must do to get it; null when nothing.</summary>
    public ClaimTerms? Claims { get; init; }

    /// <summary>Conditions on the account, in the order in which they are examined.</summary>
    public IReadOnlyList<GateTerms> Gates { get; init; } = [];

    /// <summary>Support clocks; null when there are none.</summary>
    public CaseTerms? Cases { get; init; }

    /// <summary>Promises without a figure.</summary>
    public IReadOnlyList<CommitmentTerms> Commitments { get; init; } = [];

    /// <summary>What the provider owes on a claim without a figure.</summary>
    public IReadOnlyList<ObligationTerms> Obligations { get; init; } = [];

    /// <summary>Rights that a year's credits open.</summary>
    public IReadOnlyList<RightTerms> Rights { get; init; } = [];

    /// <summary>Forms in which a credit may be settled, with the clause of each.</summary>
    public IReadOnlyDictionary<SettlementForm, string> Settlements { get; init; } = new Dictionary<SettlementForm, string>();
}
