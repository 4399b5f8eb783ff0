using NodaTime;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts;

/// <summary>An agreement as data. Immutable.</summary>
/// <param name="Id">Id of the contract: the last segment of its resource name "contracts/{contract}".</param>
/// <param name="Title">Title of the agreement.</param>
/// <param name="Provider">Who promises it.</param>
/// <param name="TimeZone">Zone that its calendar follows.</param>
/// <param name="Clauses">Clauses that its parameters refer to.</param>
/// <param name="Versions">Versions by effective date, at least one.</param>
/// <param name="ExampleCount">Worked examples of the document; all of them hold.</param>
public sealed record ContractDocument(
    string Id,
    string Title,
    string Provider,
    Parameter<DateTimeZone> TimeZone,
    IReadOnlyList<ContractClause> Clauses,
    IReadOnlyList<ContractVersion> Versions,
    int ExampleCount)
{
    /// <summary>The zone that the contract's months follow.</summary>
    public DateTimeZone Zone => TimeZone.Value;

    /// <summary>The newest version.</summary>
    public ContractVersion Newest => Versions[^1];

    /// <summary>The version in force at an instant; null before the first.</summary>
    public ContractVersion? VersionAt(UtcInstant instant) => Versions.LastOrDefault(version => version.EffectiveFrom <= instant);

    /// <summary>A plan of the newest version; null when there is none of that id.</summary>
    public ContractPlan? Plan(string id) => Newest.Plan(id);

    /// <summary>A plan of the version in force at an instant; null when there is none.</summary>
    public ContractPlan? Plan(string id, UtcInstant at) => VersionAt(at)?.Plan(id);
}
