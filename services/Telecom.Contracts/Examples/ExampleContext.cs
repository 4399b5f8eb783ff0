using NodaTime;
using Telecom.Contracts.Forms;
using Telecom.Contracts.Reading;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Examples;

/// <summary>What examples refer to.</summary>
/// <param name="Version">The version that the example is about; null when the document has none.</param>
/// <param name="Zone">Zone of the document.</param>
internal sealed record ExampleContext(ContractVersion? Version, DateTimeZone Zone)
{
    /// <summary>The plan that an example is about.</summary>
    public static ValueField<string> Plan { get; } = new("plan", ValueRules.Id, "", "Plan that the example is about");

    /// <summary>The month that an example is about.</summary>
    public static ValueField<string> Month { get; } = new("month", ValueRules.Month, "1970-01", "Month that is rated");

    /// <summary>The plan that the field "plan" names; null when there is none, which is then among the errors.</summary>
    public ContractPlan? ReadPlan(MapReader map)
    {
        string id = map.Value(Plan);
        ContractPlan? plan = Version?.Plan(id);
        if (plan is null && id.Length > 0 && Version is not null)
        {
            map.Refuse(Plan.Name, $"'{id}' is no plan of version {Version.Id}; plans: {string.Join(", ", Version.Plans.Select(other => other.Id))}");
        }

        return plan;
    }
}
