using NodaTime;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Examples;

/// <summary>What examples refer to.</summary>
/// <param name="Version">The version that the example is about; null when the document has none.</param>
/// <param name="Zone">Zone of the document.</param>
internal sealed record ExampleContext(ContractVersion? Version, DateTimeZone Zone)
{
    /// <summary>The plan that the field "plan" names; null when there is none, which is then among the errors.</summary>
    public ContractPlan? ReadPlan(MapReader map, ErrorList errors)
    {
        string id = map.Value("plan", Reading.ValueRules.Id, "");
        ContractPlan? plan = Version?.Plan(id);
        if (plan is null && id.Length > 0 && Version is not null)
        {
            errors.Add(map["plan"] ?? map.Node, map.PathOf("plan"), $"'{id}' is no plan of version {Version.Id}; plans: {string.Join(", ", Version.Plans.Select(other => other.Id))}");
        }

        return plan;
    }
}
