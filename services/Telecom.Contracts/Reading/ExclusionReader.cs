using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts.Reading;

/// <summary>Reads how maintenance windows and exclusions count.</summary>
internal sealed class ExclusionReader(ParameterReader parameters)
{
    /// <summary>Category of maintenance windows among the terms.</summary>
    private const string MaintenanceCategory = "maintenance";

    private static readonly ValueField<string> Category = new("category", ValueRules.Code, "", "Code of the category, as evidence names it");

    private static readonly ParameterField<DenominatorPolicy> Policy = new(
        "policy",
        ValueRules.OneOf(
            ("leaves_both", DenominatorPolicy.LeavesBoth), ("leaves_downtime", DenominatorPolicy.LeavesDowntime), ("counts_as_down", DenominatorPolicy.CountsAsDown)),
        DenominatorPolicy.LeavesDowntime,
        "What the time does to availability: it leaves numerator and denominator, is no downtime, or is downtime");

    private static readonly ParameterField<ExclusionExtent> Extent = new(
        "extent",
        ValueRules.OneOf(("whole_range", ExclusionExtent.WholeRange), ("outage_part", ExclusionExtent.OutagePart)),
        ExclusionExtent.WholeRange,
        "Which part of its range is excluded; default whole_range",
        Required: false);

    private static readonly ParameterField<bool> AnnouncedBefore = new(
        "announced_before", TermRules.YesNo, false, "Whether it counts only when it was announced before it began; default no", Required: false);

    /// <summary>Form of the maintenance windows.</summary>
    public static Form MaintenanceForm { get; } = new("maintenance", "How maintenance windows count", Policy, Extent, AnnouncedBefore);

    /// <summary>Form of a category of exclusions.</summary>
    public static Form Form { get; } = new("exclusion", "How time of a category counts", Category, Policy, Extent, AnnouncedBefore);

    /// <summary>Reads the maintenance windows.</summary>
    /// <param name="map">They; null when they are missing, which is reported already.</param>
    public TermsUnder<ExclusionTerms> ReadMaintenance(MapReader? map) => map is null
        ? _ => new ExclusionTerms(MaintenanceCategory, Policy.Fallback, Extent.Fallback, AnnouncedBefore.Fallback, "")
        : ReadOne(map, MaintenanceCategory);

    /// <summary>Reads the exclusions by category.</summary>
    public TermsUnder<IReadOnlyDictionary<string, ExclusionTerms>> Read(IEnumerable<MapReader> items)
    {
        Dictionary<string, TermsUnder<ExclusionTerms>> categories = new(StringComparer.Ordinal);
        foreach (MapReader map in items)
        {
            string category = map.Value(Category);
            map.RefuseSecond(Category.Name, categories.Keys, category);
            categories[category] = ReadOne(map, category);
        }

        return readings => categories.ToDictionary(entry => entry.Key, entry => entry.Value(readings), StringComparer.Ordinal);
    }

    private TermsUnder<ExclusionTerms> ReadOne(MapReader map, string category)
    {
        Parameter<DenominatorPolicy> policy = parameters.Read(map, Policy);
        Parameter<ExclusionExtent> extent = parameters.Read(map, Extent);
        Parameter<bool> announced = parameters.Read(map, AnnouncedBefore);
        return readings => new ExclusionTerms(category, policy.Under(readings), extent.Under(readings), announced.Under(readings), policy.Clause);
    }
}
