using System.Text.Json.Nodes;

namespace Telecom.WorkedCases.Tests;

/// <summary>Cases about a period's availability and credit.</summary>
internal static class AvailabilityCases
{
    private static readonly Dictionary<string, string> Paths = new()
    {
        ["total_minutes"] = "totalMinutes",
        ["cycle_minutes"] = "totalMinutes",
        ["period_minutes"] = "totalMinutes",
        ["service_minutes"] = "serviceMinutes",
        ["planned_minutes"] = "plannedMinutes",
        ["unplanned_minutes"] = "downtimeMinutes",
        ["unavailable_minutes"] = "downtimeMinutes",
        ["downtime_minutes"] = "downtimeMinutes",
        ["availability_pct"] = "availabilityPct",
        ["uptime_pct"] = "availabilityPct",
        ["credit_status"] = "credit.status",
        ["credit_amount"] = "credit.amount",
        ["credit_cap_amount"] = "credit.cap",
        ["cap_amount"] = "credit.cap",
        ["uncapped_amount"] = "credit.uncapped",
        ["credit_base"] = "credit.basis",
        ["credit_pct"] = "credit.pct",
        ["credit_pct_after_cap"] = "credit.pct",
        ["table_rebate_pct"] = "credit.schedulePct",
        ["credit_days"] = "credit.days",
    };

    public static IEnumerable<CaseRun> Runs(JsonObject entry, string contract)
    {
        JsonObject inputs = entry["inputs"]!.AsObject();
        JsonObject evidence = Evidence(inputs);
        string kind = (string)entry["kind"]!;
        yield return new CaseRun(contract, evidence, (expected, statement) =>
        {
            if (kind == "availability_year")
            {
                CheckYear(expected, statement);
            }
            else if (expected["periods"] is JsonArray periods)
            {
                Assert.Equal(periods.Count, statement["periods"]!.AsArray().Count);
                for (int i = 0; i < periods.Count; i++)
                {
                    CheckPeriod(periods[i]!.AsObject(), statement.At($"periods.{i}").AsObject());
                }
            }
            else
            {
                CheckPeriod(expected, statement.At("periods.0").AsObject());
            }
        });
    }

    public static JsonObject Evidence(JsonObject inputs)
    {
        JsonObject evidence = [];
        Copy(inputs, evidence, "time_zone", "timeZone");
        Copy(inputs, evidence, "currency", "currency");
        Copy(inputs, evidence, "plan", "plan");
        Copy(inputs, evidence, "period", "period");
        Copy(inputs, evidence, "billing_cycle", "period");
        Copy(inputs, evidence, "periods", "periods");
        Copy(inputs, evidence, "month", "month");
        if (inputs["year"] is { } year)
        {
            evidence["year"] = year.ToJsonString();
        }

        if (inputs.ContainsKey("weekend") || inputs.ContainsKey("holidays"))
        {
            evidence["calendar"] = new JsonObject { ["weekend"] = Json.Copy(inputs["weekend"]), ["holidays"] = Json.Copy(inputs["holidays"]) };
        }

        foreach (string list in (string[])["outages", "maintenance", "exclusions"])
        {
            if (inputs[list] is JsonArray items)
            {
                evidence[list] = new JsonArray([.. items.Select(item => CamelCase(item!.AsObject()))]);
            }
        }

        if (inputs["charges"] is { } charges)
        {
            evidence["charges"] = Json.Copy(charges);
        }
        else if ((inputs["monthly_charge"] ?? inputs["monthly_fee"] ?? inputs["monthly_service_fee"]) is { } amount)
        {
            evidence["charges"] = new JsonArray(new JsonObject { ["item"] = "service", ["amount"] = Json.Copy(amount), ["affected"] = true, ["creditable"] = true });
        }

        if (inputs["rebate_table"] is JsonArray table)
        {
            evidence["parameters"] = new JsonObject { ["rebateTable"] = new JsonArray([.. table.Select(row => CamelCase(row!.AsObject()))]) };
        }

        if (inputs["plan_has_sla"] is { } sla)
        {
            evidence["gates"] = new JsonObject { ["planHasSla"] = Json.Copy(sla) };
        }

        return evidence;
    }

    public static JsonObject CamelCase(JsonObject item) => new(item.Select(field => KeyValuePair.Create(CamelCase(field.Key), Json.Copy(field.Value))));

    private static string CamelCase(string name)
    {
        string[] words = name.Split('_');
        return string.Concat(words.Select((word, index) => index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private static void CheckPeriod(JsonObject expected, JsonObject period)
    {
        foreach ((string field, JsonNode? value) in expected)
        {
            switch (field)
            {
                case "target_met":
                    Assert.True((bool)value! == ((string)period["verdict"]! == "met"), $"target_met {value}: the verdict is {period["verdict"]}");
                    break;
                case "credit_issued":
                    Assert.True((bool)value! == ((string)period.At("credit.status")! == "due"), $"credit_issued {value}: the status is {period.At("credit.status")}");
                    break;
                default:
                    Json.AssertSame(value, period.At(Paths[field]), field);
                    break;
            }
        }
    }

    private static void CheckYear(JsonObject expected, JsonObject statement)
    {
        JsonArray periods = statement["periods"]!.AsArray();
        Assert.Equal(13, periods.Count);
        string month = (string)expected["month"]!;
        JsonNode own = periods.Single(period => (string)period!["kind"]! == "month" && ((string)period["start"]!).StartsWith(month, StringComparison.Ordinal))!;
        JsonNode year = periods.Single(period => (string)period!["kind"]! == "year")!;
        Json.AssertSame(expected["month_availability_pct"], own["availabilityPct"], "month_availability_pct");
        Json.AssertSame(expected["year_availability_pct"], year["availabilityPct"], "year_availability_pct");
        Assert.Equal((bool)expected["month_target_met"]!, (string)own["verdict"]! == "met");
        Assert.Equal((bool)expected["year_target_met"]!, (string)year["verdict"]! == "met");
        Assert.Equal("month", (string)expected["credit_test"]!);
        Assert.NotNull(own["credit"]);
        Assert.Null(year["credit"]);
    }

    private static void Copy(JsonObject from, JsonObject to, string name, string target)
    {
        if (from[name] is { } value)
        {
            to[target] = value.DeepClone();
        }
    }
}
