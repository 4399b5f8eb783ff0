using NodaTime;
using Telecom.Contracts.Reading;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts;

/// <summary>An agreement as data. Immutable and safe to share.</summary>
public sealed class ContractDocument
{
    private readonly AgreementBuilder _agreements;

    internal ContractDocument(string id, IReadOnlyList<ContractClause> clauses, IReadOnlyList<ContractVersion> versions)
    {
        Id = id;
        Clauses = clauses;
        Versions = versions;
        Readings =
        [
            .. versions.SelectMany(version => version.Readings).GroupBy(reading => reading.Id).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.Last() with { Options = [.. group.Reverse().SelectMany(reading => reading.Options).Distinct()] }),
        ];
        _agreements = new AgreementBuilder(this);
    }

    /// <summary>Id of the contract: the last segment of its resource name "contracts/{contract}".</summary>
    public string Id { get; }

    /// <summary>Title of the agreement.</summary>
    public required string Title { get; init; }

    /// <summary>Who promises it.</summary>
    public required string Provider { get; init; }

    /// <summary>Zone that its calendar follows.</summary>
    public required Parameter<DateTimeZone> TimeZone { get; init; }

    /// <summary>Clauses that its parameters refer to.</summary>
    public IReadOnlyList<ContractClause> Clauses { get; }

    /// <summary>Versions by effective date, at least one.</summary>
    public IReadOnlyList<ContractVersion> Versions { get; }

    /// <summary>The readings of all versions that can be switched, by id; the chosen option is the newest version's.</summary>
    public IReadOnlyList<ContractReading> Readings { get; }

    /// <summary>Defects that a reader of the text found.</summary>
    public required IReadOnlyList<ReviewedFinding> Reviewed { get; init; }

    /// <summary>All parameters as they stand in the document.</summary>
    public required IReadOnlyList<ContractParameter> Parameters { get; init; }

    /// <summary>Worked examples of the document; all of them hold.</summary>
    public required int ExampleCount { get; init; }

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

    /// <summary>What is rated: a plan under a choice of readings, with the alternatives under every other option. Made once for each choice.</summary>
    /// <param name="plan">
    /// Id of the plan. Null: the only plan; where there are several, the agreement has plan "" and nothing in which they differ: no
    /// availability when a plan has a target of its own, and no performance limit of some plans only. A version that does not have the
    /// plan is not part of its agreement: the one before goes on.
    /// </param>
    /// <param name="readings">The chosen option by the id of its reading; null or absent: as the document chooses.</param>
    public AgreementResult Agreement(string? plan, IReadOnlyDictionary<string, string>? readings = null) => _agreements.Find(plan, readings ?? AgreementBuilder.AsChosen);
}
