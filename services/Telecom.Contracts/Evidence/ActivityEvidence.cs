using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Evidence;

/// <summary>Reads events that are counted, and what may have broken a commitment.</summary>
internal sealed class ActivityEvidence(ErrorList errors)
{
    /// <summary>Most events of one entry.</summary>
    private const long MostEvents = 1_000_000_000_000;

    /// <summary>Events; null when they were not examined.</summary>
    public IReadOnlyList<EventFacts>? Events(EvidenceMap map)
    {
        if (map.Items("events") is not { } items)
        {
            return null;
        }

        List<EventFacts> events = [];
        foreach ((YamlNode node, string path) in items)
        {
            EvidenceMap item = new(node, path, errors, "count", "submittedAt", "startedAt", "cancelledAt", "cause");
            UtcInstant submitted = item.Need("submittedAt", EvidenceRules.Instant, default);
            events.Add(new EventFacts(
                item.Value("count", EvidenceRules.Integer(1, MostEvents)) ?? 1,
                submitted,
                After(item, "startedAt", submitted),
                After(item, "cancelledAt", submitted),
                item.Text("cause", EvidenceRules.Name)));
        }

        return events;
    }

    /// <summary>What may have broken commitments; null when it was not examined.</summary>
    public IReadOnlyList<CommitmentFacts>? Commitments(EvidenceMap map) => map.Items("commitments")?
        .Select(item => new EvidenceMap(item.Node, item.Path, errors, "kind", "at", "confirmed", "cause"))
        .Select(item => new CommitmentFacts(
            item.Need("kind", EvidenceRules.Name, ""),
            item.Need("at", EvidenceRules.Instant, default),
            item.Value("confirmed", EvidenceRules.Flag),
            item.Text("cause", EvidenceRules.Name)))
        .ToList();

    private static UtcInstant? After(EvidenceMap item, string field, UtcInstant submitted)
    {
        UtcInstant? at = item.Value(field, EvidenceRules.Instant);
        if (at < submitted)
        {
            item.Error(field, $"{at} is before submittedAt, {submitted}");
        }

        return at;
    }
}
