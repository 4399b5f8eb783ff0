using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts;

/// <summary>A version of an agreement.</summary>
/// <param name="Id">Id of the version, for example "2026-01".</param>
/// <param name="EffectiveFrom">First instant of its first day in the contract's zone; it holds until the next version's.</param>
/// <param name="Plans">Its plans, in the document's order.</param>
/// <param name="Severities">Severity levels of support cases, in the document's order.</param>
public sealed record ContractVersion(string Id, UtcInstant EffectiveFrom, IReadOnlyList<ContractPlan> Plans, IReadOnlyList<Severity> Severities)
{
    /// <summary>The plan of an id; null when there is none.</summary>
    public ContractPlan? Plan(string id) => Plans.FirstOrDefault(plan => plan.Id == id);

    /// <summary>The severity of a level; null when there is none.</summary>
    public Severity? Severity(string level) => Severities.FirstOrDefault(severity => severity.Level == level);
}
