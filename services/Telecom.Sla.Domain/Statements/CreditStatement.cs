using NodaTime;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Statements;

/// <summary>What is owed for a period.</summary>
public sealed record CreditStatement
{
    /// <summary>Where it stands.</summary>
    public required CreditStatus Status { get; init; }

    /// <summary>Amount that percentages are of; null when the charges are not stated.</summary>
    public decimal? Basis { get; init; }

    /// <summary>Share of the basis by the schedule, before the cap; null when there is no schedule.</summary>
    public Ratio? ScheduleShare { get; init; }

    /// <summary>Share of the basis after the cap; null when there is no schedule.</summary>
    public Ratio? Share { get; init; }

    /// <summary>Amount before the cap, rounded; null when it cannot be said.</summary>
    public decimal? Uncapped { get; init; }

    /// <summary>The cap, rounded; null when there is none or the basis is not stated.</summary>
    public decimal? Cap { get; init; }

    /// <summary>The amount: exact, capped, then rounded once (rule G7); null when it cannot be said (rule G8).</summary>
    public decimal? Amount { get; init; }

    /// <summary>The amount before it was rounded; null when it cannot be said. Shares of a year rest on it, because rounded parts need not add up to them.</summary>
    public Ratio? Exact { get; init; }

    /// <summary>Local days that earned it, where days do.</summary>
    public IReadOnlyList<LocalDate> Days { get; init; } = [];

    /// <summary>The invoices that it is credited on, where it comes in parts.</summary>
    public IReadOnlyList<ScheduledAmount> Schedule { get; init; } = [];

    /// <summary>The amounts under every option of every reading, the chosen ones included.</summary>
    public IReadOnlyList<ReadingAmount> Alternatives { get; init; } = [];

    /// <summary>What the customer gets as things stand: nothing of a credit that is forfeited or not issued; null when it cannot be said.</summary>
    public decimal? Payable => Status is CreditStatus.None or CreditStatus.NotIssued or CreditStatus.Forfeited ? 0m : Amount;

    /// <summary>How it was settled so far.</summary>
    public IReadOnlyList<SettlementFacts> Settlements { get; init; } = [];
}
