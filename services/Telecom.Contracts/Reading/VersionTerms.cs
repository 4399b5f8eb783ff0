using NodaTime;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts.Reading;

/// <summary>Everything that a version promises, before plan and readings are chosen.</summary>
internal sealed record VersionTerms
{
    /// <summary>Zone of the contract's calendar.</summary>
    public required TermsUnder<DateTimeZone> Zone { get; init; }

    /// <summary>Currency; null when the text names none.</summary>
    public required TermsUnder<string?> Currency { get; init; }

    /// <summary>The periods that it is rated in.</summary>
    public required TermsUnder<PeriodKind> Period { get; init; }

    /// <summary>Working time.</summary>
    public required TermsUnder<CalendarTerms> Calendar { get; init; }

    /// <summary>Availability; null when nothing is promised about it.</summary>
    public required AvailabilitySection? Availability { get; init; }

    /// <summary>Events; null when nothing is promised about them.</summary>
    public required TermsUnder<EventTerms>? Events { get; init; }

    /// <summary>Performance limits of all plans.</summary>
    public required IReadOnlyList<PerformanceParameters> Performance { get; init; }

    /// <summary>Clause that promises credit for missed performance without an amount; null when there is none.</summary>
    public required string? PerformanceCreditClause { get; init; }

    /// <summary>What is owed; null when nothing is.</summary>
    public required TermsUnder<CreditTerms>? Credit { get; init; }

    /// <summary>What the customer must do; null when nothing.</summary>
    public required TermsUnder<ClaimTerms>? Claims { get; init; }

    /// <summary>Support clocks; null when there are none.</summary>
    public required TermsUnder<CaseTerms>? Cases { get; init; }

    /// <summary>Conditions on the account.</summary>
    public required TermsUnder<IReadOnlyList<GateTerms>> Gates { get; init; }

    /// <summary>Promises without a figure.</summary>
    public required TermsUnder<IReadOnlyList<CommitmentTerms>> Commitments { get; init; }

    /// <summary>Obligations without a figure.</summary>
    public required TermsUnder<IReadOnlyList<ObligationTerms>> Obligations { get; init; }

    /// <summary>Rights.</summary>
    public required TermsUnder<IReadOnlyList<RightTerms>> Rights { get; init; }

    /// <summary>Ways to settle.</summary>
    public required IReadOnlyDictionary<SettlementForm, string> Settlements { get; init; }

    /// <summary>The terms of a plan.</summary>
    /// <param name="plan">Id of the plan; null for what holds whatever the plan is.</param>
    /// <param name="target">Target of availability; null: availability is not rated.</param>
    /// <param name="readings">The chosen option by the id of its reading.</param>
    public RatingTerms Under(string? plan, Parameter<Ratio>? target, IReadOnlyDictionary<string, string> readings) => new()
    {
        Zone = Zone(readings),
        Currency = Currency(readings),
        Period = Period(readings),
        Calendar = Calendar(readings),
        Availability = target is null ? null : Availability?.Under(target, readings),
        Events = Events?.Invoke(readings),
        Performance = [.. Performance.Where(limit => limit.HoldsFor(plan)).Select(limit => limit.Under(readings))],
        PerformanceCreditClause = PerformanceCreditClause,
        Credit = Credit?.Invoke(readings),
        Claims = Claims?.Invoke(readings),
        Gates = Gates(readings),
        Cases = Cases?.Invoke(readings),
        Commitments = Commitments(readings),
        Obligations = Obligations(readings),
        Rights = Rights(readings),
        Settlements = Settlements,
    };
}
