using System.Globalization;
using System.Text.Json.Nodes;

namespace Telecom.WorkedCases.Tests;

/// <summary>Cases about support clocks.</summary>
internal static class ClockCases
{
    private static readonly Dictionary<(long Respond, long Total), string> Causes = new()
    {
        [(4, 8)] = "system_inaccessible",
        [(8, 16)] = "minor_bug",
        [(8, 32)] = "major_bug",
        [(8, 48)] = "scalability",
    };

    public static IEnumerable<CaseRun> Runs(JsonObject entry, string contract)
    {
        JsonObject inputs = entry["inputs"]!.AsObject();
        if ((string)entry["kind"]! == "severity_change")
        {
            return [Change(inputs, contract)];
        }

        return inputs["respond_hours"] is null ? [Levels(inputs, contract)] : [Hours(inputs, contract)];
    }

    private static CaseRun Change(JsonObject inputs, string contract)
    {
        JsonObject evidence = Case(
            inputs["level_from"]!.ToJsonString(),
            inputs["reported_at"],
            new JsonObject { ["at"] = Json.Copy(inputs["changed_at"]), ["type"] = "severity", ["severity"] = inputs["level_to"]!.ToJsonString() });
        return new CaseRun(contract, evidence, (expected, statement) => Json.AssertSame(expected["resolve_by"], statement.At("cases.0.resolveBy"), "resolve_by"));
    }

    private static CaseRun Levels(JsonObject inputs, string contract)
    {
        JsonArray cases = [];
        JsonArray acknowledged = inputs["acknowledged_at"]!.AsArray();
        for (int level = 1; level <= 3; level++)
        {
            foreach (JsonNode? at in acknowledged)
            {
                cases.Add(Case(level.ToString(CultureInfo.InvariantCulture), inputs["reported_at"], new JsonObject { ["at"] = Json.Copy(at), ["type"] = "acknowledged" })["cases"]![0]!.DeepClone());
            }
        }

        JsonObject evidence = new() { ["timeZone"] = Json.Copy(inputs["time_zone"]), ["cases"] = cases };
        return new CaseRun(contract, evidence, (expected, statement) =>
        {
            for (int level = 1; level <= 3; level++)
            {
                JsonObject own = expected[$"level{level}"]!.AsObject();
                for (int i = 0; i < acknowledged.Count; i++)
                {
                    JsonNode rated = statement.At($"cases.{((level - 1) * acknowledged.Count) + i}");
                    Json.AssertSame(own["ack_by"], rated["respondBy"], $"level {level} ack_by");
                    Json.AssertSame(own["resolve_by"], rated["resolveBy"], $"level {level} resolve_by");
                    Json.AssertSame(own["ack_met"]![i], rated["respondMet"], $"level {level} ack_met[{i}]");
                }
            }
        });
    }

    private static CaseRun Hours(JsonObject inputs, string contract)
    {
        List<JsonObject> events = [];
        if (inputs["responded_at"] is { } responded)
        {
            events.Add(new JsonObject { ["at"] = responded.DeepClone(), ["type"] = "responded" });
        }

        foreach (JsonNode? pause in inputs["pauses"] as JsonArray ?? [])
        {
            events.Add(new JsonObject { ["at"] = Json.Copy(pause!["start"]), ["type"] = "waiting" });
            events.Add(new JsonObject { ["at"] = Json.Copy(pause["end"]), ["type"] = "resumed" });
        }

        JsonObject evidence = Case("P1", inputs["reported_at"], [.. events]);
        evidence["cases"]![0]!["cause"] = Causes[((long)inputs["respond_hours"]!, (long)inputs["total_hours"]!)];
        JsonObject calendar = inputs["calendar"]!.AsObject();
        evidence["timeZone"] = Json.Copy(calendar["time_zone"]);
        string[] work = [.. calendar["business_weekdays"]!.AsArray().Select(day => (string)day!)];
        evidence["calendar"] = new JsonObject
        {
            ["weekend"] = new JsonArray([.. ((string[])["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]).Except(work).Select(day => (JsonNode)day)]),
            ["holidays"] = Json.Copy(calendar["holidays"]),
            ["opens"] = Json.Copy(calendar["opens"]),
            ["closes"] = Json.Copy(calendar["closes"]),
        };
        return new CaseRun(contract, evidence, (expected, statement) =>
        {
            foreach ((string field, JsonNode? value) in expected)
            {
                string name = field switch { "fixed_by" => "resolveBy", "respond_by" => "respondBy", "respond_met" => "respondMet", _ => throw new InvalidOperationException(field) };
                Json.AssertSame(value, statement.At($"cases.0.{name}"), field);
            }
        });
    }

    private static JsonObject Case(string severity, JsonNode? reportedAt, params JsonObject[] events) => new()
    {
        ["cases"] = new JsonArray(new JsonObject { ["id"] = "case-1", ["severity"] = severity, ["reportedAt"] = Json.Copy(reportedAt), ["events"] = new JsonArray([.. events]) }),
    };
}
