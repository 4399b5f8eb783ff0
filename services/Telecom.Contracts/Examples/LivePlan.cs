using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Examples;

/// <summary>Plans whose status is rated live.</summary>
internal static class LivePlan
{
    /// <summary>The plan of an example that rates slices; null when there is none or it is not rated live, which is then among the errors.</summary>
    public static ContractPlan? Read(MapReader map, ExampleContext context)
    {
        ContractPlan? plan = context.ReadPlan(map);
        if (plan is not null && plan.Terms() is null)
        {
            map.Refuse(ExampleContext.Plan.Name, $"'{plan.Id}' has no availability target or the version has no detection; an example of the general kind is written with rate");
            return null;
        }

        return plan;
    }
}
