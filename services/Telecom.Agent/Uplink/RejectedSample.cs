using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Telecom.Agent.Uplink;

/// <summary>One line of the file of refused samples.</summary>
/// <param name="Agent">Resource name of the agent.</param>
/// <param name="Epoch">Epoch of the batch.</param>
/// <param name="Sequence">Number of the batch.</param>
/// <param name="Metric">"latency", "throughput" or "loss".</param>
/// <param name="Row">Row in the batch's table of that metric.</param>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="InstantUs">Instant, microseconds since the Unix epoch.</param>
/// <param name="Time">The same instant, ISO 8601.</param>
/// <param name="Value">Microseconds or bits per second, as text so that NaN can be written; absent for loss.</param>
/// <param name="Sent">Packets sent; only for loss.</param>
/// <param name="Lost">Packets lost; only for loss.</param>
/// <param name="Reason">The server's reason.</param>
/// <param name="Detail">The server's words.</param>
/// <param name="GivenUp">Why a retryable sample is not tried again; absent for permanent refusals.</param>
internal sealed record RejectedSample(
    string Agent,
    string Epoch,
    ulong Sequence,
    string Metric,
    uint Row,
    string Circuit,
    long InstantUs,
    string Time,
    string? Value,
    uint? Sent,
    uint? Lost,
    string Reason,
    string Detail,
    string? GivenUp)
{
    /// <summary>How lines are written.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
