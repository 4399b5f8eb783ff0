using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Telecom.LoadGenerator;

/// <summary>The figures of a run, and whether they agree.</summary>
public sealed record LoadReport
{
    /// <summary>The load.</summary>
    public required LoadOptions Options { get; init; }

    /// <summary>Wall time from the first batch that was due to the last acknowledgement, seconds.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Samples written.</summary>
    public required ulong Sent { get; init; }

    /// <summary>Samples in acknowledged batches, refused ones not counted.</summary>
    public required ulong Acknowledged { get; init; }

    /// <summary>Samples refused.</summary>
    public required ulong Refused { get; init; }

    /// <summary>What the suite stored and counted.</summary>
    public required Reconciliation Server { get; init; }

    /// <summary>Streams that had to be opened again.</summary>
    public required int Reconnects { get; init; }

    /// <summary>From due to acknowledged, microseconds: 50th, 95th, 99th percentile and maximum.</summary>
    public required IReadOnlyList<long> AckLatencyMicroseconds { get; init; }

    /// <summary>How late the generator itself was, microseconds: 99th percentile and maximum.</summary>
    public required IReadOnlyList<long> SendLagMicroseconds { get; init; }

    /// <summary>True when every sample that was sent is acknowledged or refused, and every acknowledged one is stored and counted, each once.</summary>
    public bool Reconciled => Sent == Acknowledged + Refused && Acknowledged == Server.StoredSamples
        && Refused == Server.RefusedSamples && Server.StoredSamples == Server.FoldedSamples;

    /// <summary>Sums up the lanes.</summary>
    public static LoadReport Of(LoadOptions options, double wallSeconds, IReadOnlyList<LaneResult> lanes, Reconciliation server)
    {
        long[] latency = [.. lanes.SelectMany(l => l.AckLatencyMicroseconds).Order()];
        long[] lag = [.. lanes.SelectMany(l => l.SendLagMicroseconds).Order()];
        ulong refused = lanes.Aggregate(0UL, (sum, l) => sum + l.RefusedSamples);
        return new LoadReport
        {
            Options = options,
            WallSeconds = wallSeconds,
            Sent = lanes.Aggregate(0UL, (sum, l) => sum + l.SentSamples),
            Acknowledged = lanes.Aggregate(0UL, (sum, l) => sum + l.AcknowledgedBatches * (ulong)options.Batch) - refused,
            Refused = refused,
            Server = server,
            Reconnects = lanes.Sum(l => l.Reconnects),
            AckLatencyMicroseconds = [At(latency, 50), At(latency, 95), At(latency, 99), At(latency, 100)],
            SendLagMicroseconds = [At(lag, 99), At(lag, 100)],
        };
    }

    /// <summary>One JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>A table for people.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        void Line(string name, FormattableString value) =>
            text.Append(name.PadRight(26)).AppendLine(value.ToString(CultureInfo.InvariantCulture));
        Line("samples sent", $"{Sent:N0} in {WallSeconds:F1} s ({Sent / WallSeconds:N0}/s, asked for {Options.Rate:N0}/s)");
        Line("acknowledged as durable", $"{Acknowledged:N0}");
        Line("refused", $"{Refused:N0}");
        Line("stored in the log", $"{Server.StoredSamples:N0} in {Server.StoredBatches:N0} batches");
        Line("counted in cells", $"{Server.FoldedSamples:N0}");
        Line("streams opened again", $"{Reconnects}");
        Line("due -> acknowledged", $"p50 {Ms(0)} p95 {Ms(1)} p99 {Ms(2)} max {Ms(3)} ms, from the instant each batch was due");
        Line("generator's own lag", $"p99 {SendLagMicroseconds[0] / 1000.0:F1} max {SendLagMicroseconds[1] / 1000.0:F1} ms");
        Line("reconciled", $"{(Reconciled ? "yes: sent = acknowledged + refused, acknowledged = stored = counted" : "NO")}");
        return text.ToString();
    }

    private string Ms(int index) => (AckLatencyMicroseconds[index] / 1000.0).ToString("F1", CultureInfo.InvariantCulture);

    /// <summary>Nearest-rank percentile of sorted values.</summary>
    private static long At(long[] sorted, int percent) =>
        sorted.Length == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(percent / 100.0 * sorted.Length) - 1)];
}
