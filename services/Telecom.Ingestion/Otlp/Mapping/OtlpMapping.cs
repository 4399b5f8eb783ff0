namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>
/// One rule of the mapping from OTLP metrics to samples, as configuration ("Ingestion:Otlp:Mappings") and mapping files state it. The
/// first rule that fits a point takes it: rules of the configuration, of the file, of the presets, in this order; among those an exact
/// name before a prefix.
/// </summary>
public sealed class OtlpMapping
{
    /// <summary>Name of the metric; a last "*" stands for any rest of the name. Required.</summary>
    public string Metric { get; set; } = "";

    /// <summary>
    /// What a point says: "latency", "throughput", "sent", "lost", "received", "loss-ratio", "success" or "ignore". Required.
    /// </summary>
    public string As { get; set; } = "";

    /// <summary>UCUM unit of the values when the metric states none, for example "ms", "s", "bit/s", "By", "%", "1". Default: none.</summary>
    public string Unit { get; set; } = "";

    /// <summary>
    /// Where the circuit's name comes from: text with attributes in braces, "{url}" (of the point, else the scope, else the resource),
    /// "{resource:host.name}", "{instance|service.instance.id}" (the first of them that there is). The result is the circuit's id or its full resource name. An attribute "telecom.circuit" goes before it.
    /// Default "{telecom.circuit}".
    /// </summary>
    public string Circuit { get; set; } = "{telecom.circuit}";

    /// <summary>Attributes that a point must have, with their values. Default: none.</summary>
    public Dictionary<string, string> Where { get; set; } = [];

    /// <summary>Packets of one probe, for "loss-ratio" whose number of packets no metric tells. 0 (default): none; at most 1e9.</summary>
    public int Packets { get; set; }

    /// <summary>Of several latencies of one probe the one with the highest priority counts. Default 0; -100 to 100.</summary>
    public int Priority { get; set; }

    /// <summary>
    /// Name of a set of rules whose points describe one probe when circuit and attributes are equal and times within 100 ms: packets sent and lost then make
    /// one sample. Default: the preset's name, and one common set for all rules of the configuration.
    /// </summary>
    public string Set { get; set; } = "";
}
