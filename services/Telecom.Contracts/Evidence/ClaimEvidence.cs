using System.Globalization;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Evidence;

/// <summary>Reads claims.</summary>
/// <param name="outages">How many outages the evidence lists.</param>
/// <param name="events">How many entries of events it lists.</param>
/// <param name="errors">Where errors go.</param>
internal sealed class ClaimEvidence(int outages, int events, ErrorList errors)
{
    /// <summary>What stands for contents of which only the presence is known.</summary>
    public const string Present = "(present)";

    /// <summary>Claims; null when they were not examined.</summary>
    public IReadOnlyList<ClaimFacts>? Read(EvidenceMap map) => map.Items("claims")?
        .Select(item => new EvidenceMap(item.Node, item.Path, errors, "outage", "event", "issueAt", "filedAt", "ticketAt", "contents"))
        .Select(item => new ClaimFacts
        {
            Outage = item["outage"] is YamlScalar ? Index(item, "outage", "outages", outages) : null,
            OutageRange = item["outage"] is { } node and not YamlScalar ? OutageRange(node, item.PathOf("outage")) : null,
            Event = Index(item, "event", "events", events),
            IssueAt = item.Value("issueAt", EvidenceRules.Instant),
            FiledAt = item.Value("filedAt", EvidenceRules.Instant),
            TicketAt = item.Value("ticketAt", EvidenceRules.Instant),
            Contents = Contents(item),
        })
        .ToList();

    private TimeRange? OutageRange(YamlNode node, string path) => new EvidenceMap(node, path, errors, "start", "end") is { IsMap: true } range ? range.Range() : null;

    private static int? Index(EvidenceMap item, string field, string list, int count)
    {
        if (item[field] is null)
        {
            return null;
        }

        if (count == 0)
        {
            item.Error(field, $"names an entry of {list}, and there is none");
            return null;
        }

        long? index = item.Value(field, EvidenceRules.Integer(0, int.MaxValue));
        if (index >= count)
        {
            item.Error(field, string.Create(CultureInfo.InvariantCulture, $"{index} is no entry of {list}; they are 0 to {count - 1}"));
            return null;
        }

        return (int?)index;
    }

    /// <summary>Contents: words, true for words that were not copied here, null or false for what is missing.</summary>
    private Dictionary<string, string?>? Contents(EvidenceMap item)
    {
        if (item["contents"] is null)
        {
            return null;
        }

        Dictionary<string, string?> contents = new(StringComparer.Ordinal);
        foreach ((string field, EvidenceMap fields) in item.Named("contents"))
        {
            switch (fields[field])
            {
                case null or YamlScalar { Type: ScalarType.Boolean, Text: "false" }:
                    contents[field] = null;
                    break;
                case YamlScalar { Type: ScalarType.Boolean }:
                    contents[field] = Present;
                    break;
                case YamlScalar { Text.Length: <= 10_000 } words:
                    contents[field] = string.IsNullOrWhiteSpace(words.Text) ? null : words.Text;
                    break;
                case { } other:
                    errors.Add(other, fields.PathOf(field), $"{other.Kind} is not a text of at most 10000 characters, true, false or null");
                    break;
            }
        }

        return contents;
    }
}
