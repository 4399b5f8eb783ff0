using System.Globalization;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Samples;

namespace Telecom.Suite.Import;

/// <summary>A file of comma-separated values with a header.</summary>
/// <param name="open">Opens the file at its beginning.</param>
/// <param name="options">How it is read.</param>
/// <param name="layout">Its header.</param>
internal sealed class CsvSource(Func<TextReader> open, ImportOptions options, CsvLayout layout) : IImportSource
{
    /// <inheritdoc/>
    public IEnumerable<ImportRow> Read(Action<RefusedRow> refuse)
    {
        using TextReader reader = open();
        foreach ((long line, IReadOnlyList<string>? fields) in CsvLine.Read(reader, options.Separator).Skip(1))
        {
            List<string> wrong = [];
            if (fields is null)
            {
                wrong.Add($"a quote is not closed within {CsvLine.MaxChars} characters");
            }
            else if (fields.Count != layout.Width)
            {
                wrong.Add($"{fields.Count} fields; the header has {layout.Width}");
            }
            else if (ReadRow(line, fields, wrong) is { } row && wrong.Count == 0)
            {
                yield return row;
                continue;
            }

            refuse(new RefusedRow(line, string.Join("; ", wrong)));
        }
    }

    private ImportRow? ReadRow(long line, IReadOnlyList<string> fields, List<string> wrong)
    {
        string? time = layout.Find(fields, CsvColumn.Time);
        long? timeUs = time is null ? null : ImportTimes.Read(time);
        Require(timeUs is not null, "time", time, "ISO 8601 with an offset, or a Unix time from the year 2000 on");
        string? circuit = layout.Find(fields, CsvColumn.Circuit) ?? options.Circuit;
        string? name = circuit is null ? null : options.CircuitName(circuit);
        Require(name is not null, "circuit", circuit, $"a circuit's id ({ResourceName.IdRule}) or resource name of the agent's customer");
        double? latencyUs = Number(CsvColumn.LatencyUs, "latency_us", 1) ?? Number(CsvColumn.LatencyMs, "latency_ms", 1000);
        double? throughput = Number(CsvColumn.ThroughputBps, "throughput_bps", 1) ?? Number(CsvColumn.ThroughputMbps, "throughput_mbps", 1_000_000);
        double? sent = Number(CsvColumn.Sent, "sent", 1);
        double? lost = Number(CsvColumn.Lost, "lost", 1);
        Require(latencyUs is null || SampleRules.CheckLatency((float)latencyUs) == SampleFault.None, "latency", $"{latencyUs} us", "0 us to one hour");
        Require(throughput is null || SampleRules.CheckThroughput(throughput.Value) == SampleFault.None, "throughput", $"{throughput} bit/s", "0 to 1e15 bit/s");
        Require(sent is null == lost is null, "sent and lost", $"{sent} and {lost}", "both or none");
        Require(
            sent is null || lost is null || (sent >= 1 && sent <= SampleRules.MaxPackets && lost >= 0 && lost <= sent && sent % 1 == 0 && lost % 1 == 0),
            "sent and lost",
            $"{sent} and {lost}",
            "whole numbers, 1 to 1e9 sent, no more lost than sent");
        Require(wrong.Count > 0 || latencyUs is not null || throughput is not null || sent is not null, "row", "", "at least one measurement");
        return wrong.Count > 0
            ? null
            : new ImportRow(line, name ?? "", timeUs ?? 0)
            {
                LatencyUs = (float?)latencyUs,
                ThroughputBps = throughput,
                Loss = sent is { } s && lost is { } l ? ((uint)s, (uint)l) : null,
            };

        double? Number(CsvColumn column, string field, double factor)
        {
            if (layout.Find(fields, column) is not { } text)
            {
                return null;
            }

            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
            {
                return value * factor;
            }

            Require(false, field, text, "a number");
            return null;
        }

        void Require(bool holds, string field, string? value, string allowed)
        {
            if (!holds)
            {
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{field} is '{value}'; allowed: {allowed}"));
            }
        }
    }
}
