using System.Text.Json.Nodes;

namespace Telecom.WorkedCases.Tests;

/// <summary>The ratings that a case asks for.</summary>
internal static class CaseRuns
{
    private static readonly Dictionary<string, string> Contracts = new()
    {
        ["justopex-portal"] = "justopex",
        ["justlogin-payroll"] = "justlogin",
        ["tagoio-middleware"] = "tagoio",
        ["infopromo-communications"] = "infopromo",
        ["omniful-saas"] = "omniful",
    };

    /// <summary>True for cases that are about evidence and statements; the others are about the library or the linter.</summary>
    public static bool IsRated(JsonObject entry) =>
        Contracts.ContainsKey((string)entry["contract"]!) && (string)entry["kind"]! is not ("contract_lint" or "allowance");

    public static string ContractOf(JsonObject entry) => Contracts[(string)entry["contract"]!];

    public static IEnumerable<CaseRun> Of(JsonObject entry)
    {
        string contract = ContractOf(entry);
        return (string)entry["kind"]! switch
        {
            "availability" or "availability_year" or "availability_multi" => AvailabilityCases.Runs(entry, contract),
            "event_ratio" or "task_list" or "task_snapshot" or "refund_schedule" => TaskCases.Runs(entry),
            "business_day_deadline" or "claim_days" or "claim_two_step" or "claim_hours" or "claim_content" => ClaimCases.Runs(entry, contract),
            "support_timer" or "severity_change" => ClockCases.Runs(entry, contract),
            _ => throw new InvalidOperationException($"no such kind: {entry["kind"]}"),
        };
    }

    /// <summary>Runs a case and its alternatives through a way of rating.</summary>
    public static void Check(JsonObject entry, Func<string, JsonObject, JsonObject> rate)
    {
        foreach (CaseRun run in Of(entry))
        {
            run.Check(entry["expected"]!.AsObject(), rate(run.Contract, run.Evidence));
            foreach (JsonNode? alternative in entry["alternatives"] as JsonArray ?? [])
            {
                JsonObject evidence = run.Evidence.DeepClone().AsObject();
                Readings.Apply(run.Contract, (string)alternative!["reading"]!, evidence);
                run.Check(alternative["expected"]!.AsObject(), rate(run.Contract, evidence));
            }
        }
    }
}
