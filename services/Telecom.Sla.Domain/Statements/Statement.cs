using NodaTime;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>What a subscription is owed and why: the result of rating facts by a contract.</summary>
public sealed record Statement
{
    /// <summary>Id of the contract.</summary>
    public required string Contract { get; init; }

    /// <summary>Version of the contract; those of all periods, joined by ", ", when there are several.</summary>
    public required string Version { get; init; }

    /// <summary>Id of the plan.</summary>
    public required string Plan { get; init; }

    /// <summary>Zone of local days and months.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Currency of the amounts; null when none is known: amounts then have two decimals.</summary>
    public CurrencyUnit? Currency { get; init; }

    /// <summary>As of when; null: all that is known.</summary>
    public UtcInstant? AsOf { get; init; }

    /// <summary>The option of every reading that was used, by id.</summary>
    public required IReadOnlyDictionary<string, string> Readings { get; init; }

    /// <summary>What a reader must know to trust the figures.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>The periods.</summary>
    public required IReadOnlyList<PeriodStatement> Periods { get; init; }

    /// <summary>The claims, in the order of the evidence.</summary>
    public required IReadOnlyList<ClaimStatement> Claims { get; init; }

    /// <summary>The commitments.</summary>
    public required IReadOnlyList<CommitmentStatement> Commitments { get; init; }

    /// <summary>The support cases, in the order of the evidence.</summary>
    public required IReadOnlyList<CaseRating> Cases { get; init; }

    /// <summary>Rights that a year's credits open.</summary>
    public required IReadOnlyList<RightStatement> Rights { get; init; }
}
