using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Evidence;

/// <summary>Reads support cases.</summary>
internal static class CaseEvidence
{
    private static readonly EvidenceRule<CaseEventKind> Type = EvidenceRules.OneOf(
        ("acknowledged", CaseEventKind.Acknowledged),
        ("responded", CaseEventKind.Responded),
        ("waiting", CaseEventKind.Waiting),
        ("resumed", CaseEventKind.Resumed),
        ("severity", CaseEventKind.SeverityChanged),
        ("agreed", CaseEventKind.Agreed),
        ("accepted", CaseEventKind.Accepted),
        ("declined", CaseEventKind.Declined),
        ("resolved", CaseEventKind.Resolved),
        ("reopened", CaseEventKind.Reopened));

    /// <summary>The cases; none when they are absent.</summary>
    public static IReadOnlyList<CaseFacts> Read(EvidenceMap map, ErrorList errors)
    {
        List<CaseFacts> cases = [];
        foreach ((YamlNode node, string path) in map.Items("cases") ?? [])
        {
            EvidenceMap item = new(node, path, errors, "id", "severity", "cause", "reportedAt", "events");
            UtcInstant reportedAt = item.Need("reportedAt", EvidenceRules.Instant, new UtcInstant(long.MinValue));
            cases.Add(new CaseFacts(
                item.Need("id", EvidenceRules.Name, ""),
                item.Need("severity", EvidenceRules.Name, ""),
                item.Text("cause", EvidenceRules.Name),
                reportedAt,
                [.. (item.Maps("events", "at", "type", "severity", "cause", "until") ?? []).Select(entry => Event(entry, reportedAt))]));
        }

        return cases;
    }

    private static CaseEvent Event(EvidenceMap item, UtcInstant reportedAt)
    {
        UtcInstant at = item.Need("at", EvidenceRules.Instant, reportedAt);
        if (at < reportedAt)
        {
            item.Error("at", $"{at} is before reportedAt, {reportedAt}");
        }

        CaseEvent read = new(
            at,
            item.Need("type", Type, CaseEventKind.Acknowledged),
            item.Text("severity", EvidenceRules.Name),
            item.Text("cause", EvidenceRules.Name),
            item.Value("until", EvidenceRules.Instant));
        if (item["type"] is YamlScalar type && Type.Parse(type, out CaseEventKind kind))
        {
            CheckFields(item, kind);
            if (kind == CaseEventKind.Agreed && read.Until < at)
            {
                item.Error("until", $"{read.Until} is before at, {at}");
            }
        }

        return read;
    }

    /// <summary>Severity and cause belong to a change of severity, until to an agreement.</summary>
    private static void CheckFields(EvidenceMap item, CaseEventKind kind)
    {
        if (kind == CaseEventKind.SeverityChanged)
        {
            if (item["severity"] is null && item["cause"] is null)
            {
                item.Error("severity", "is required: the new severity, or cause: the new cause");
            }
        }
        else
        {
            foreach (string field in (string[])["severity", "cause"])
            {
                if (item[field] is not null)
                {
                    item.Error(field, "is allowed with type severity only");
                }
            }
        }

        if (kind == CaseEventKind.Agreed)
        {
            _ = item.Need("until", EvidenceRules.Instant, default);
        }
        else if (item["until"] is not null)
        {
            item.Error("until", "is allowed with type agreed only");
        }
    }
}
