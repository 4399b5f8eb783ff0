using System.Collections.Frozen;

namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>
/// Rules for programs in the field, each with its source. Their side metrics, which no sample is made of, are known too, so that a
/// sender is not told of them at every export.
/// </summary>
internal static class OtlpPresets
{
    /// <summary>The presets' names, in the order in which they are asked.</summary>
    public static IReadOnlyList<string> Names { get; } = ["telecom", "telegraf-ping", "icmpcheck", "blackbox"];

    /// <summary>Rules by name of the preset.</summary>
    public static FrozenDictionary<string, OtlpMapping[]> All { get; } = new Dictionary<string, OtlpMapping[]>
    {
        ["telecom"] = Telecom(),
        ["telegraf-ping"] = TelegrafPing(),
        ["icmpcheck"] = IcmpCheck(),
        ["blackbox"] = Blackbox(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>For a sender that can choose its names; the circuit is the attribute "telecom.circuit".</summary>
    private static OtlpMapping[] Telecom() =>
    [
        Rule("telecom.latency", "latency"),
        Rule("telecom.throughput", "throughput"),
        Rule("telecom.packets.sent", "sent", "1"),
        Rule("telecom.packets.lost", "lost", "1"),
        Rule("telecom.packets.received", "received", "1"),
        Rule("telecom.loss.ratio", "loss-ratio", "1"),
        Rule("telecom.probe.success", "success", "1"),
    ];

    /// <summary>
    /// Telegraf, inputs.ping through outputs.opentelemetry: a metric is "{measurement}_{field}", without a unit, the target the tag "url"
    /// (influxdata/telegraf, plugins/inputs/ping/README.md). The average of a run of pings is one sample; a run without an answer has
    /// none. "percent_packet_loss" only repeats what the counts say.
    /// </summary>
    private static OtlpMapping[] TelegrafPing() =>
    [
        Rule("ping_average_response_ms", "latency", "ms", "{url}"),
        Rule("ping_packets_transmitted", "sent", "1", "{url}"),
        Rule("ping_packets_received", "received", "1", "{url}"),
        Rule("ping_percent_packet_loss", "loss-ratio", "%", "{url}"),
        .. Ignored(
            "ping_minimum_response_ms", "ping_maximum_response_ms", "ping_standard_deviation_ms", "ping_percentile*", "ping_ttl", "ping_result_code",
            "ping_errors", "ping_reply_received", "ping_percent_reply_loss"),
    ];

    /// <summary>
    /// The collector's icmpcheck receiver: "ping.rtt" is one point for each answer, "ping.loss.ratio" one for each run of ping_count pings,
    /// 3 unless configured; the target is "net.peer.name" (thmshmm/icmpcheckreceiver, receiver.go). A target with another ping_count needs
    /// a rule of its own. A translation to Prometheus names makes the dots underscores.
    /// </summary>
    private static OtlpMapping[] IcmpCheck() =>
    [
        .. ((string[])["ping.", "ping_"]).SelectMany(p => (OtlpMapping[])
        [
            Rule($"{p}rtt", "latency", "ms", "{net.peer.name}"),
            Rule($"{p}loss{p[^1]}ratio", "loss-ratio", "1", "{net.peer.name}", packets: 3),
            .. Ignored($"{p}rtt{p[^1]}min", $"{p}rtt{p[^1]}max", $"{p}rtt{p[^1]}avg", $"{p}rtt{p[^1]}stddev"),
        ]),
    ];

    /// <summary>
    /// Prometheus' blackbox exporter through the collector's prometheus receiver: gauges without a unit in their metadata, the target the
    /// label "instance", which becomes the resource attribute "service.instance.id" (prometheus/blackbox_exporter, prober/*.go;
    /// OpenTelemetry "Prometheus and OpenMetrics compatibility"). The phase "rtt" of an ICMP probe goes before the duration of the whole
    /// probe, which includes the look-up of the name. A probe that failed has durations that measure nothing; they are dropped.
    /// </summary>
    private static OtlpMapping[] Blackbox() =>
    [
        Rule("probe_icmp_duration_seconds", "latency", "s", "{instance|service.instance.id}", priority: 1, where: ("phase", "rtt")),
        Rule("probe_duration_seconds", "latency", "s", "{instance|service.instance.id}"),
        Rule("probe_success", "success", "1", "{instance|service.instance.id}"),
        .. Ignored("probe_*", "scrape_*", "up"),
    ];

    private static OtlpMapping Rule(
        string metric, string role, string unit = "", string circuit = "{telecom.circuit}", int packets = 0, int priority = 0, (string Key, string Value)? where = null) => new()
        {
            Metric = metric,
            As = role,
            Unit = unit,
            Circuit = circuit,
            Packets = packets,
            Priority = priority,
            Where = where is { } w ? new Dictionary<string, string> { [w.Key] = w.Value } : [],
        };

    private static IEnumerable<OtlpMapping> Ignored(params string[] metrics) => metrics.Select(metric => Rule(metric, "ignore"));
}
