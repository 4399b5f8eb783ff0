using Telecom.Contracts.Reading;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts;

/// <summary>A version of an agreement. Immutable.</summary>
public sealed class ContractVersion
{
    internal ContractVersion(
        string id, UtcInstant effectiveFrom, IReadOnlyList<ContractPlan> plans, IReadOnlyList<ContractReading> readings, VersionTerms terms)
    {
        Id = id;
        EffectiveFrom = effectiveFrom;
        Plans = plans;
        Readings = readings;
        Terms = terms;
    }

    /// <summary>Id of the version, for example "2026-01".</summary>
    public string Id { get; }

    /// <summary>First instant of its first day in the contract's zone; it holds until the next version's.</summary>
    public UtcInstant EffectiveFrom { get; }

    /// <summary>Its plans, in the document's order.</summary>
    public IReadOnlyList<ContractPlan> Plans { get; }

    /// <summary>Its readings that can be switched, by id.</summary>
    public IReadOnlyList<ContractReading> Readings { get; }

    /// <summary>Makes the terms of a plan.</summary>
    internal VersionTerms Terms { get; }

    /// <summary>The plan of an id; null when there is none.</summary>
    public ContractPlan? Plan(string id) => Plans.FirstOrDefault(plan => plan.Id == id);
}
