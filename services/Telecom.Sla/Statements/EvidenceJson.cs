using System.Text.Json.Nodes;
using Telecom.Catalog.V1;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Outages;
using Telecom.Sla.Outages.Records;

namespace Telecom.Sla.Statements;

/// <summary>Evidence documents, in the form that anyone can rate again: docs/schemas/evidence.schema.json. Pure.</summary>
internal static class EvidenceJson
{
    /// <summary>Longest words of an exclusion in evidence.</summary>
    private const int MaxWords = 2000;

    /// <summary>Longest content of a claim in evidence; of a longer one only the presence is told.</summary>
    private const int MaxContent = 10_000;

    /// <summary>Writes evidence.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="region">Region of its circuits; empty: none, or several.</param>
    /// <param name="period">The period.</param>
    /// <param name="asOf">As of when.</param>
    /// <param name="facts">What was known then.</param>
    /// <param name="needs">What the agreement asks for: anything else would be refused.</param>
    public static string Write(Subscription subscription, string region, StatementPeriod period, UtcInstant asOf, SubscriptionFacts facts, EvidenceNeeds needs)
    {
        JsonObject evidence = new() { ["plan"] = subscription.Plan };
        if (region.Length > 0)
        {
            evidence["region"] = region;
        }

        evidence[period.IsYear ? "year" : "month"] = period.ToString();
        evidence["asOf"] = asOf.ToString();
        evidence["subscription"] = new JsonObject { ["start"] = Instant(subscription.StartTimeUs) };
        if (subscription.Calendar is { } calendar && Calendar(calendar) is { Count: > 0 } stated)
        {
            evidence["calendar"] = stated;
        }

        if (subscription.Readings.Count > 0)
        {
            evidence["readings"] = new JsonObject(
                subscription.Readings.OrderBy(reading => reading.Key, StringComparer.Ordinal).Select(reading => KeyValuePair.Create(reading.Key, (JsonNode?)reading.Value)));
        }

        if (needs.Availability)
        {
            evidence["outages"] = Array(facts.Outages.Select(Outage));
            evidence["unmeasured"] = Array(facts.Unmeasured.Ranges.Select(Range));
            evidence["exclusions"] = Array(facts.Exclusions.Where(one => needs.Categories.Contains(one.Exclusion.Fact.Category)).Select(Exclusion));
        }

        if (needs.Claims)
        {
            evidence["claims"] = Array(facts.Claims.Select(claim => Claim(claim, facts.Outages, needs.Contents)).OfType<JsonObject>());
        }

        return evidence.ToJsonString();
    }

    /// <summary>What the subscription says itself; the rest is the contract's.</summary>
    private static JsonObject Calendar(WorkCalendar calendar)
    {
        JsonObject stated = [];
        if (calendar.Weekend.Count > 0 || calendar.WeekendStated)
        {
            stated["weekend"] = Array(calendar.Weekend.Select(day => JsonValue.Create(day)));
        }

        if (calendar.Holidays.Count > 0)
        {
            stated["holidays"] = Array(calendar.Holidays.Select(day => JsonValue.Create(day)));
        }

        foreach ((string field, string value) in ((string, string)[])[("opens", calendar.Opens), ("closes", calendar.Closes)])
        {
            if (value.Length > 0)
            {
                stated[field] = value;
            }
        }

        return stated;
    }

    /// <summary>A customer's report is recognition, report and notice at once; a case shows no more.</summary>
    private static JsonObject Outage(OutageFact outage)
    {
        JsonObject item = new() { ["start"] = Instant(outage.StartUs) };
        if (!outage.Ongoing)
        {
            item["end"] = Instant(outage.EndUs);
        }

        if (outage.ReportedAtUs != 0)
        {
            (item["reportedAt"], item["recognisedAt"], item["noticeAt"]) = (Instant(outage.ReportedAtUs), Instant(outage.ReportedAtUs), Instant(outage.ReportedAtUs));
        }

        item["recordedAt"] = Instant(outage.RecordedAtUs);
        return item;
    }

    private static JsonObject Exclusion((TimeRange Time, ExclusionState Exclusion) one)
    {
        ExclusionFact fact = one.Exclusion.Fact;
        JsonObject item = Range(one.Time);
        (item["category"], item["status"]) = (fact.Category, one.Exclusion.Status);
        if (one.Exclusion.Decision is { } decision)
        {
            item["decidedBy"] = Words(decision.By);
        }

        (item["evidence"], item["recordedAt"]) = (Words(fact.Evidence), Instant(fact.RecordedAtUs));
        return item;
    }

    /// <summary>A claim; null when it is of an outage that is not in the period.</summary>
    private static JsonObject? Claim(ClaimFact claim, IReadOnlyList<OutageFact> outages, IReadOnlySet<string> contents)
    {
        JsonObject item = [];
        if (claim.Outage.Length > 0)
        {
            int index = outages.ToList().FindIndex(outage => outage.Name == claim.Outage);
            if (index < 0)
            {
                return null;
            }

            item["outage"] = index;
        }

        item["filedAt"] = Instant(claim.FiledAtUs);
        item["contents"] = new JsonObject(claim.Contents
            .Where(field => contents.Contains(field.Key))
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, (JsonNode?)(field.Value.Length <= MaxContent ? JsonValue.Create(field.Value) : JsonValue.Create(true)))));
        return item;
    }

    private static JsonObject Range(TimeRange range) => new() { ["start"] = range.Start.ToString(), ["end"] = range.End.ToString() };

    private static JsonArray Array(IEnumerable<JsonNode?> items) => [.. items];

    private static string Instant(long us) => new UtcInstant(us).ToString();

    private static string Words(string text) => text.Length <= MaxWords ? text : text[..(MaxWords - 1)] + "…";
}
