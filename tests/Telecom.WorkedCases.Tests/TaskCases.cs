using System.Globalization;
using System.Text.Json.Nodes;

namespace Telecom.WorkedCases.Tests;

/// <summary>Cases about tasks and refunds in instalments.</summary>
internal static class TaskCases
{
    public static IEnumerable<CaseRun> Runs(JsonObject entry)
    {
        JsonObject inputs = entry["inputs"]!.AsObject();
        return (string)entry["kind"]! switch
        {
            "event_ratio" => [Ratio(inputs)],
            "task_list" => [List(inputs)],
            "task_snapshot" => Snapshots(inputs),
            "refund_schedule" => [Refunds(inputs)],
            _ => throw new InvalidOperationException($"no such kind: {entry["kind"]}"),
        };
    }

    private static CaseRun Ratio(JsonObject inputs)
    {
        DateTimeOffset submitted = First((string)inputs["month"]!);
        JsonArray events = [];
        Add("tasks_on_time", submitted.AddMinutes(10), null);
        Add("tasks_late_attributable", submitted.AddMinutes(20), null);
        Add("tasks_late_excused", submitted.AddMinutes(20), "cloud_provider_network_outage");
        JsonObject evidence = AvailabilityCases.Evidence(inputs);
        evidence["events"] = events;
        evidence["charges"] = Invoice(inputs["invoice_amount"]);
        if (inputs["timely_complaint"] is { } timely)
        {
            evidence["claims"] = (bool)timely
                ? new JsonArray(new JsonObject { ["issueAt"] = Text(submitted.AddMinutes(15)), ["filedAt"] = Text(submitted.AddHours(2)) })
                : [];
        }

        return new CaseRun("justopex", evidence, Check);

        void Add(string field, DateTimeOffset started, string? cause)
        {
            if (inputs[field] is { } count && (long)count > 0)
            {
                events.Add(new JsonObject { ["count"] = (long)count, ["submittedAt"] = Text(submitted), ["startedAt"] = Text(started), ["cause"] = cause });
            }
        }
    }

    private static CaseRun List(JsonObject inputs)
    {
        DateTimeOffset submitted = First((string)inputs["month"]!).AddDays(9);
        JsonObject evidence = AvailabilityCases.Evidence(inputs);
        evidence["events"] = new JsonArray([.. inputs["start_delay_seconds"]!.AsArray().Select(delay => new JsonObject
        {
            ["submittedAt"] = Text(submitted),
            ["startedAt"] = Text(submitted.AddMilliseconds((double)(decimal.Parse((string)delay!, CultureInfo.InvariantCulture) * 1000))),
        })]);
        return new CaseRun("justopex", evidence, Check);
    }

    private static IEnumerable<CaseRun> Snapshots(JsonObject inputs)
    {
        JsonArray instants = inputs["as_of"]!.AsArray();
        for (int i = 0; i < instants.Count; i++)
        {
            JsonObject evidence = AvailabilityCases.Evidence(inputs);
            evidence["asOf"] = Json.Copy(instants[i]);
            evidence["events"] = new JsonArray([.. inputs["groups"]!.AsArray().Select(group => new JsonObject
            {
                ["count"] = Json.Copy(group!["count"]),
                ["submittedAt"] = Json.Copy(group["submitted_at"]),
                ["startedAt"] = Json.Copy(group["started_at"]),
                ["cancelledAt"] = Json.Copy(group["cancelled_by_customer_at"]),
            })]);
            int index = i;
            yield return new CaseRun("justopex", evidence, (expected, statement) => Check(expected["snapshots"]![index]!.AsObject(), statement));
        }
    }

    private static CaseRun Refunds(JsonObject inputs)
    {
        JsonArray breaches = inputs["breaches"]!.AsArray();
        JsonArray invoices = [.. breaches.Select(breach => (JsonNode)new JsonObject { ["month"] = Json.Copy(breach!["month"]), ["amount"] = Json.Copy(breach["invoice_amount"]) })];
        foreach (JsonNode? later in inputs["later_invoices"] as JsonArray ?? [])
        {
            invoices.Add(new JsonObject { ["month"] = Json.Copy(later!["month"]), ["amount"] = Json.Copy(later["invoice_amount"] ?? later["amount"]) });
        }

        JsonObject evidence = new()
        {
            ["timeZone"] = "UTC",
            ["currency"] = Json.Copy(inputs["currency"]),
            ["periods"] = new JsonArray([.. breaches.Select(breach => Month((string)breach!["month"]!))]),
            ["invoices"] = invoices,
            ["events"] = new JsonArray([.. breaches.Select(breach => (JsonNode)new JsonObject
            {
                ["submittedAt"] = Text(First((string)breach!["month"]!).AddDays(3)),
                ["startedAt"] = Text(First((string)breach["month"]!).AddDays(4)),
            })]),
        };
        return new CaseRun("justopex", evidence, (expected, statement) =>
        {
            JsonNode[] credits = [.. statement["periods"]!.AsArray().Select(period => period!["credit"]!)];
            Json.AssertSame(expected["refund_total"], credits.Sum(credit => Amount(credit["amount"])).ToString(CultureInfo.InvariantCulture), "refund_total");
            Dictionary<string, decimal> months = credits.SelectMany(credit => credit["schedule"]!.AsArray())
                .GroupBy(part => (string)part!["invoiceMonth"]!).ToDictionary(group => group.Key, group => group.Sum(part => Amount(part!["amount"])));
            Assert.Equal(
                expected["by_invoice_month"]!.AsObject().Select(field => (field.Key, Amount(field.Value))).Order(),
                months.Select(field => (field.Key, field.Value)).Order());
        });
    }

    private static void Check(JsonObject expected, JsonObject statement)
    {
        JsonObject period = statement.At("periods.0").AsObject();
        foreach ((string field, JsonNode? value) in expected)
        {
            switch (field)
            {
                case "target_met":
                    Assert.Equal((bool)value!, (string)period["verdict"]! == "met");
                    break;
                case "refund_total":
                    Json.AssertSame(value, period.At("credit.amount"), field);
                    break;
                case "refund_schedule":
                    Assert.Equal(
                        value!.AsArray().Select(part => ((string)part!["invoice_month"]!, Amount(part["amount"]))),
                        period.At("credit.schedule").AsArray().Select(part => ((string)part!["invoiceMonth"]!, Amount(part["amount"]))));
                    break;
                default:
                    string name = field switch
                    {
                        "eligible_tasks" => "eligible",
                        "on_time_tasks" or "on_time" => "onTime",
                        "on_time_pct" => "onTimePct",
                        _ => field,
                    };
                    Json.AssertSame(value, period.At($"events.{name}"), field);
                    break;
            }
        }
    }

    private static JsonObject Month(string month) => new() { ["start"] = Text(First(month)), ["end"] = Text(First(month).AddMonths(1)) };

    private static JsonArray? Invoice(JsonNode? amount) =>
        amount is null ? null : new JsonArray(new JsonObject { ["item"] = "invoice", ["amount"] = Json.Copy(amount), ["affected"] = true, ["creditable"] = true });

    private static decimal Amount(JsonNode? node) => decimal.Parse(node.Text()!, CultureInfo.InvariantCulture);

    private static DateTimeOffset First(string month) => DateTimeOffset.Parse(month + "-01T00:00:00Z", CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
