using System.Globalization;
using System.Text.Json.Nodes;

namespace Telecom.WorkedCases.Tests;

/// <summary>Cases about claim windows and contents.</summary>
internal static class ClaimCases
{
    public static IEnumerable<CaseRun> Runs(JsonObject entry, string contract)
    {
        JsonObject inputs = entry["inputs"]!.AsObject();
        return (string)entry["kind"]! == "claim_content" ? Contents(inputs, contract) : [Windows(inputs, contract)];
    }

    private static CaseRun Windows(JsonObject inputs, string contract)
    {
        JsonObject evidence = [];
        evidence["timeZone"] = Json.Copy(inputs["time_zone"]);
        if (inputs["business_weekdays"] is JsonArray weekdays)
        {
            evidence["calendar"] = new JsonObject { ["weekend"] = Weekend(weekdays), ["holidays"] = Json.Copy(inputs["holidays"]) };
        }

        JsonNode? outage = Json.Copy(inputs["interruption"] ?? inputs["downtime"] ?? inputs["outage"]);
        if (outage is null && (string?)(inputs["resolved_at"] ?? inputs["failure_ended_at"]) is { } ended)
        {
            outage = new JsonObject { ["start"] = DateTimeOffset.Parse(ended, CultureInfo.InvariantCulture).AddHours(-1).ToString("O", CultureInfo.InvariantCulture), ["end"] = ended };
        }

        if (outage is not null)
        {
            evidence["outages"] = new JsonArray(outage);
        }

        JsonArray claims = [];
        foreach (JsonNode? filed in (inputs["complaints_at"] ?? inputs["requests_at"] ?? inputs["notices_at"] ?? inputs["claims_at"]) as JsonArray ?? [])
        {
            claims.Add(Claim(inputs, outage, Json.Copy(filed), null));
        }

        foreach (JsonNode? attempt in inputs["attempts"] as JsonArray ?? [])
        {
            claims.Add(Claim(inputs, outage, Json.Copy(attempt!["claim_at"]), Json.Copy(attempt["ticket_at"])));
        }

        evidence["claims"] = claims;
        return new CaseRun(contract, evidence, Check);
    }

    private static IEnumerable<CaseRun> Contents(JsonObject inputs, string contract)
    {
        JsonArray attempts = inputs["attempts"]!.AsArray();
        for (int i = 0; i < attempts.Count; i++)
        {
            JsonObject attempt = attempts[i]!.AsObject();
            JsonObject evidence = new()
            {
                ["gates"] = new JsonObject { ["planHasSla"] = Json.Copy(attempt["plan_has_sla"]), ["accountGoodStanding"] = Json.Copy(attempt["account_good_standing"]) },
                ["claims"] = new JsonArray(new JsonObject
                {
                    ["contents"] = new JsonObject
                    {
                        ["subject"] = Json.Copy(attempt["subject"]),
                        ["incidentTimes"] = Given(attempt["has_incident_times"]),
                        ["accountEmail"] = Given(attempt["has_account_email"]),
                        ["ticketNumber"] = Json.Copy(attempt["ticket_number"]),
                        ["logs"] = Given(attempt["has_logs"]),
                    },
                }),
            };
            int index = i;
            yield return new CaseRun(contract, evidence, (expected, statement) => Json.AssertSame(expected["results"]![index], statement.At("claims.0.reason"), $"results[{index}]"));
        }
    }

    private static JsonObject Claim(JsonObject inputs, JsonNode? outage, JsonNode? filedAt, JsonNode? ticketAt)
    {
        JsonObject claim = new() { ["filedAt"] = filedAt };
        if (ticketAt is not null)
        {
            claim["ticketAt"] = ticketAt;
        }

        if (outage is not null)
        {
            claim["outage"] = 0;
        }

        if (inputs["issue_at"] is { } issue)
        {
            claim["issueAt"] = issue.DeepClone();
        }

        return claim;
    }

    private static void Check(JsonObject expected, JsonObject statement)
    {
        JsonArray claims = statement["claims"]!.AsArray();
        foreach ((string field, JsonNode? value) in expected)
        {
            string? deadline = field switch
            {
                "deadline_exclusive" or "claim_deadline_exclusive" => "claimDeadline",
                "deadline_inclusive" => "deadlineInclusive",
                "ticket_deadline_inclusive" => "ticketDeadline",
                _ => null,
            };
            if (deadline is not null)
            {
                Assert.All(claims, claim => Json.AssertSame(value, claim![deadline], field));
                continue;
            }

            string name = field == "accepted" ? "accepted" : "creditedOnMonth";
            Assert.True(field is "accepted" or "credited_on_month", $"no such expectation: {field}");
            Json.AssertSame(value, new JsonArray([.. claims.Select(claim => Json.Copy(claim![name]))]), field);
        }
    }

    private static JsonNode? Given(JsonNode? has) => (bool)has! ? "given" : null;

    private static JsonArray Weekend(JsonArray weekdays) =>
        [.. ((string[])["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]).Where(day => !weekdays.Any(own => (string)own! == day)).Select(day => (JsonNode)day)];
}
