using System.Text.Json.Nodes;

namespace Telecom.WorkedCases.Tests;

/// <summary>How the labels of alternative readings in the cases become switches of the evidence.</summary>
internal static class Readings
{
    private static readonly Dictionary<string, (string Id, string Option)> Switches = new()
    {
        ["JO-R3-any-delay"] = ("JO-R3", "any_delay"),
        ["JO-R2-by-start-month"] = ("JO-R2", "start_month"),
        ["JO-R5-own-invoice"] = ("JO-R4", "own_invoice"),
        ["justopex no-exclusions"] = ("JO-R6", "no_exclusions"),
        ["justlogin measured-start"] = ("JL-R5", "measured"),
        ["omniful measured-start"] = ("OM-R4", "measured"),
        ["maintenance-as-uptime"] = ("JL-R6", "maintenance_as_uptime"),
        ["emergency-as-planned"] = ("JL-R3", "planned"),
        ["definition-1"] = ("JL-R2", "definition_1"),
        ["15x24h"] = ("JL-R7", "hours"),
        ["86-minutes-is-the-limit"] = ("TG-R1", "minutes"),
        ["calendar-months"] = ("TG-R2", "calendar_month"),
        ["TG-R4-from-start"] = ("TG-R4", "start"),
        ["compare-unrounded"] = ("TG-R6", "unrounded"),
        ["IP-R1-floor"] = ("IP-R1", "floor"),
        ["IP-R1-ceil"] = ("IP-R1", "ceil"),
        ["IP-R1-shortfall"] = ("IP-R1", "shortfall"),
        ["IP-R3-service-time-denominator"] = ("IP-R3", "service_time"),
        ["mean-of-ratios"] = ("IP-R4", "mean_of_ratios"),
        ["month-close"] = ("IP-R6", "month_close"),
        ["literal-from-report"] = ("IP-R7", "report"),
        ["from-change"] = ("IP-R7", "change"),
        ["OM-R1-30min"] = ("OM-R1", "thirty_minutes"),
        ["OM-R2-block-start-day"] = ("OM-R2", "block_start_day"),
        ["OM-R4-recognition"] = ("OM-R4", "recognition"),
        ["OM-R5-12/52"] = ("OM-R5", "52_weeks"),
        ["OM-R6-from-start"] = ("OM-R6", "start"),
        ["OM-R7-elapsed"] = ("OM-R7", "elapsed"),
        ["kept-in-denominator"] = ("OM-R9", "downtime_only"),
    };

    /// <summary>Puts the reading of a label into an evidence document.</summary>
    public static void Apply(string contract, string label, JsonObject evidence)
    {
        if (label == "utc-months")
        {
            evidence["timeZone"] = "UTC";
            return;
        }

        (string id, string option) = Switches.TryGetValue(label, out (string, string) found) ? found : Switches[$"{contract} {label}"];
        evidence["readings"] = new JsonObject { [id] = option };
    }
}
