using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Facts;

namespace Telecom.Contracts.Evidence;

/// <summary>Reads the form of evidence from a tree, whether it was JSON or an example in a contract document.</summary>
internal static class EvidenceReader
{
    /// <summary>Reads evidence. What is wrong is among the errors, and the document is then no more than what could be read.</summary>
    /// <param name="root">The mapping with the fields.</param>
    /// <param name="path">Its path in the file; empty when it is all of it.</param>
    /// <param name="errors">Where errors go.</param>
    public static EvidenceDocument Read(YamlNode root, string path, ErrorList errors)
    {
        EvidenceMap map = new(
            root, path, errors,
            "timeZone", "currency", "plan", "region", "period", "periods", "month", "year", "asOf", "subscription", "calendar", "charges", "invoices",
            "parameters", "gates", "readings", "missingData", "outages", "unmeasured", "maintenance", "exclusions", "events", "commitments",
            "measurements", "claims", "cases", "settlements");
        string region = map.Text("region", EvidenceRules.Words) ?? "";
        OutageEvidence outages = new(errors);
        ActivityEvidence activity = new(errors);
        IReadOnlyList<OutageFacts> measured = outages.Outages(map);
        IReadOnlyList<EventFacts>? events = activity.Events(map);
        RatingFacts facts = new()
        {
            Zone = map.Text("timeZone", EvidenceRules.Zone),
            Currency = map.Text("currency", EvidenceRules.Currency),
            Region = region,
            Periods = PeriodEvidence.Read(map, errors),
            AsOf = map.Value("asOf", EvidenceRules.Instant),
            SubscriptionStart = map.Map("subscription", "start")?.Need("start", EvidenceRules.Instant, default),
            Calendar = AccountEvidence.Calendar(map),
            Charges = AccountEvidence.Charges(map),
            Invoices = AccountEvidence.Invoices(map),
            RebateTable = RebateTableEvidence.Read(map, errors),
            Gates = AccountEvidence.Gates(map, errors),
            MissingData = map.Value("missingData", EvidenceRules.MissingData),
            Outages = measured,
            Unmeasured = outages.Unmeasured(map),
            Maintenance = outages.Maintenance(map),
            Exclusions = outages.Exclusions(map),
            Events = events,
            Commitments = activity.Commitments(map),
            Measurements = MeasurementEvidence.Read(map, region, errors),
            Claims = new ClaimEvidence(measured.Count, events?.Count ?? 0, errors).Read(map),
            Cases = CaseEvidence.Read(map, errors),
            Settlements = AccountEvidence.Settlements(map),
        };
        return new EvidenceDocument(map.Text("plan", EvidenceRules.Name), Readings(map), facts) { Source = new EvidenceSource(errors.File, path, root) };
    }

    private static Dictionary<string, string> Readings(EvidenceMap map)
    {
        Dictionary<string, string> readings = new(StringComparer.Ordinal);
        foreach ((string id, EvidenceMap fields) in map.Named("readings"))
        {
            if (fields.Text(id, EvidenceRules.Name) is { } option)
            {
                readings[id] = option;
            }
        }

        return readings;
    }
}
