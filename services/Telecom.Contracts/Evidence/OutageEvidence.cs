using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Evidence;

/// <summary>Reads what was down, unmeasured, maintained or excluded.</summary>
internal sealed class OutageEvidence(ErrorList errors)
{
    /// <summary>Outages; one without an end goes on, one that ends where it starts is allowed and counts for nothing.</summary>
    public IReadOnlyList<OutageFacts> Outages(EvidenceMap map)
    {
        List<OutageFacts> outages = [];
        foreach (EvidenceMap item in Ordered(map, "outages", "start", "end", "cause", "reportedAt", "recognisedAt", "noticeAt", "confirmed", "serviceAccessible", "recordedAt", "source"))
        {
            UtcInstant start = item.Need("start", EvidenceRules.Instant, default);
            UtcInstant? end = item.Value("end", EvidenceRules.Instant);
            if (item["start"] is not null && end < start)
            {
                item.Error("end", $"{end} is before start, {start}; an outage ends at or after its start");
                end = start;
            }

            outages.Add(new OutageFacts(start, end)
            {
                Cause = item.Text("cause", EvidenceRules.Name),
                ReportedAt = item.Value("reportedAt", EvidenceRules.Instant),
                RecognisedAt = item.Value("recognisedAt", EvidenceRules.Instant),
                NoticeAt = item.Value("noticeAt", EvidenceRules.Instant),
                Confirmed = item.Value("confirmed", EvidenceRules.Flag),
                ServiceAccessible = item.Value("serviceAccessible", EvidenceRules.Flag),
                RecordedAt = item.Value("recordedAt", EvidenceRules.Instant),
                Source = item.Text("source", EvidenceRules.Name),
            });
        }

        return outages;
    }

    /// <summary>Time without measurement.</summary>
    public TimeSet Unmeasured(EvidenceMap map) => TimeSet.Of([.. Ordered(map, "unmeasured", "start", "end").Select(item => item.Range())]);

    /// <summary>Maintenance windows.</summary>
    public IReadOnlyList<MaintenanceFacts> Maintenance(EvidenceMap map) =>
    [
        .. Ordered(map, "maintenance", "start", "end", "announcedAt", "recordedAt")
            .Select(item => new MaintenanceFacts(item.Range(), Announced(item), item.Value("recordedAt", EvidenceRules.Instant))),
    ];

    /// <summary>Exclusions.</summary>
    public IReadOnlyList<ExclusionFacts> Exclusions(EvidenceMap map) =>
    [
        .. Ordered(map, "exclusions", "start", "end", "category", "status", "decidedBy", "evidence", "announcedAt", "recordedAt")
            .Select(item => new ExclusionFacts(item.Range(), item.Need("category", EvidenceRules.Name, ""))
            {
                Status = item.Value("status", EvidenceRules.Status) ?? ExclusionStatus.NotExamined,
                DecidedBy = item.Text("decidedBy", EvidenceRules.Words),
                Evidence = item.Text("evidence", EvidenceRules.Words),
                Announced = Announced(item),
                RecordedAt = item.Value("recordedAt", EvidenceRules.Instant),
            }),
    ];

    /// <summary>Absent: not examined; null: never; else when.</summary>
    private static Announcement Announced(EvidenceMap item) => item.IsNull("announcedAt")
        ? new Announcement(Examined: true, At: null)
        : item.Value("announcedAt", EvidenceRules.Instant) is { } at ? new Announcement(Examined: true, at) : default;

    /// <summary>All items, those that are no mappings too: claims count on the positions, and each wrong one is among the errors.</summary>
    private IEnumerable<EvidenceMap> Ordered(EvidenceMap map, string field, params string[] allowed) =>
        (map.Items(field) ?? []).Select(item => new EvidenceMap(item.Node, item.Path, errors, allowed));
}
