using Telecom.Ingestion.Otlp.Mapping;

namespace Telecom.Ingestion.Otlp;

/// <summary>
/// The OTLP door; configuration section "Ingestion:Otlp". A message may have "Listen:MaxReceiveMessageBytes" bytes, after inflation too.
/// Every value is checked when the service starts, and all wrong ones are reported together.
/// </summary>
public sealed class OtlpOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Ingestion:Otlp";

    /// <summary>Most data points of one export; more are refused whole. Default 20000; 1 to 1000000.</summary>
    public int MaxDataPoints { get; set; } = 20_000;

    /// <summary>Most buckets of one histogram point; a point with more is rejected. Default 1024; 1 to 65536.</summary>
    public int MaxBuckets { get; set; } = 1024;

    /// <summary>
    /// Most attributes of one point, scope or resource; points with more are rejected, since every rule looks through them for every point.
    /// Default 256; 1 to 10000.
    /// </summary>
    public int MaxAttributes { get; set; } = 256;

    /// <summary>
    /// Most buckets in the cells that the histograms of one export may span together; more are refused whole. Default 2000000 (8 bytes each);
    /// 10000 to 100000000.
    /// </summary>
    public int MaxSpannedBuckets { get; set; } = 2_000_000;

    /// <summary>
    /// Most memory for the last points of cumulative series, bytes, about. The series that was silent longest is forgotten first; its next
    /// point is a first one again and gives no sample. Default 67108864 (64 MiB); 65536 to 17179869184.
    /// </summary>
    public long MaxCumulativeBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Most exports of one agent at a time; those of one agent follow each other. More are told to come back. Default 32; 1 to 10000.</summary>
    public int MaxWaitingExports { get; set; } = 32;

    /// <summary>
    /// Most by which the sender's buckets may blur a value, as a part of it; a histogram with wider ones is rejected. Default 1: no limit, the
    /// sender is warned above 5 %. 0.005 to 1.
    /// </summary>
    public double MaxBucketError { get; set; } = 1;

    /// <summary>What becomes of a point that no rule takes. Default Reject: it is rejected and the sender told so.</summary>
    public UnmappedPoints UnmappedPoints { get; set; } = UnmappedPoints.Reject;

    /// <summary>Presets that are used: "telecom", "telegraf-ping", "icmpcheck", "blackbox". Default: all of them; an empty first entry: none.</summary>
    public string[]? Presets { get; set; }

    /// <summary>Circuit ids (or resource names) by the text that an attribute gives, for example by address. Default: none.</summary>
    public Dictionary<string, string> Circuits { get; set; } = [];

    /// <summary>Rules, asked before those of the presets. Default: none.</summary>
    public List<OtlpMapping> Mappings { get; set; } = [];

    /// <summary>YAML file with "presets", "circuits" and "mappings", asked after those of the configuration. Default: none.</summary>
    public string MappingFile { get; set; } = "";
}
