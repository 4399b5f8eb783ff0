using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Samples;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Evidence;

/// <summary>Reads listed samples.</summary>
internal static class MeasurementEvidence
{
    private static readonly EvidenceRule<long> Packets = EvidenceRules.Integer(0, SampleRules.MaxPackets);

    /// <summary>Samples; null when they were not examined. A list without a region is of the evidence's region.</summary>
    public static IReadOnlyList<MeasurementFacts>? Read(EvidenceMap map, string region, ErrorList errors) =>
        map.Maps("measurements", "region", "from", "to", "latencyMs", "throughputMbps", "loss")?
            .Select(item => new MeasurementFacts(
                item.Text("region", EvidenceRules.Words) ?? region,
                Between(item, errors),
                item.Values("latencyMs", EvidenceRules.LatencyMs) ?? [],
                item.Values("throughputMbps", EvidenceRules.ThroughputMbps) ?? [],
                [.. (item.Maps("loss", "sent", "lost") ?? []).Select(Loss)]))
            .ToList();

    private static TimeRange? Between(EvidenceMap item, ErrorList errors)
    {
        if (item["from"] is null && item["to"] is null)
        {
            return null;
        }

        TimeRange range = item.Range("from", "to");
        if (range.IsEmpty && range != default)
        {
            errors.Add(item.Node, item.PathOf("to"), $"{range.End} is from; samples are taken from one instant to a later one");
        }

        return range;
    }

    private static (long Sent, long Lost) Loss(EvidenceMap interval)
    {
        long sent = interval.Need("sent", Packets, 0);
        long lost = interval.Need("lost", Packets, 0);
        if (lost > sent && interval["sent"] is not null)
        {
            interval.Error("lost", FormattableString.Invariant($"{lost} is more than sent, {sent}"));
            return (sent, sent);
        }

        return (sent, lost);
    }
}
