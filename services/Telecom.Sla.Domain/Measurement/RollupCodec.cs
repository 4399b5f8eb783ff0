using Telecom.Sla.Domain.Samples;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>The bytes of a <see cref="RollupCell"/> on disk. Equal roll-ups have equal bytes.</summary>
/// <remarks>
/// Version 1: byte 1, then bits (<see cref="BitWriter"/>): 0 for an hour, 1 for a day; first minute divided by the span, of either sign; flags
/// for latency, throughput, loss, pairs, and four for reasons of suspicion; when any of the first three is set, microseconds from the start
/// to the newest sample; then the parts that the flags name: histograms (<see cref="HistogramCodec"/>) each with its set of minutes, loss as
/// number of samples, set of minutes and runs over all seconds (<see cref="LossRunsCodec"/>), earliest and newest delay with the histogram of
/// pairs, and sets of suspect minutes.
/// </remarks>
public static class RollupCodec
{
    /// <summary>The version that is written.</summary>
    public const byte Version = 1;

    private const int SuspectBits = 4;

    [ThreadStatic]
    private static LossRuns? t_runs;

    /// <summary>The bytes of a roll-up.</summary>
    public static byte[] Encode(RollupCell cell)
    {
        BitWriter writer = BitWriter.Begin();
        writer.Write(Version, 8);
        writer.Write(cell.Span == RollupSpan.Day);
        writer.WriteSigned(cell.Start / cell.Minutes);
        writer.Write(cell.Latency.Count > 0);
        writer.Write(cell.Throughput.Count > 0);
        writer.Write(cell.LossCount > 0);
        writer.Write(cell.First is not null);
        for (int i = 0; i < SuspectBits; i++)
        {
            writer.Write(cell.SuspectAt(i) is not null);
        }

        long startUs = cell.Start * UtcInstant.PerMinute;
        if (cell.NewestSample is { } newest)
        {
            writer.WriteNumber(newest.Microseconds - startUs);
        }

        WriteHistogram(ref writer, cell.Latency, cell.LatencyMinutes);
        WriteHistogram(ref writer, cell.Throughput, cell.ThroughputMinutes);
        if (cell.LossCount > 0)
        {
            LossRuns runs = t_runs ??= new LossRuns();
            runs.Clear();
            runs.Add(cell.Loss);
            runs.FillTo(cell.Minutes * MinuteCell.Seconds);
            writer.WriteNumber(cell.LossCount);
            cell.LossMinutes.Write(ref writer);
            LossRunsCodec.Write(ref writer, runs);
        }

        if (cell is { First: { } first, Last: { } last })
        {
            WriteDelay(ref writer, first, startUs);
            WriteDelay(ref writer, last, startUs);
            writer.Write(cell.Variation.Count > 0);
            if (cell.Variation.Count > 0)
            {
                HistogramCodec.Write(ref writer, cell.Variation);
            }
        }

        for (int i = 0; i < SuspectBits; i++)
        {
            cell.SuspectAt(i)?.Write(ref writer);
        }

        return writer.ToArray();
    }

    /// <summary>The roll-up of bytes that <see cref="Encode"/> made. What is allocated is bounded, however wrong the bytes are.</summary>
    /// <exception cref="InvalidDataException">The bytes are no roll-up; the message says what is wrong and where.</exception>
    public static RollupCell Decode(ReadOnlySpan<byte> bytes)
    {
        BitReader reader = new(bytes, "a roll-up");
        if (reader.Read(8) is var version && version != Version)
        {
            throw reader.Wrong($"version {version}, not {Version}");
        }

        RollupSpan span = reader.ReadFlag() ? RollupSpan.Day : RollupSpan.Hour;
        int minutes = (int)span;
        long number = reader.ReadSigned();
        if (number < (MinuteCell.Earliest / minutes) + 1 || number > (MinuteCell.Latest / minutes) - 1)
        {
            throw reader.Wrong("its start is out of range");
        }

        bool hasLatency = reader.ReadFlag();
        bool hasThroughput = reader.ReadFlag();
        bool hasLoss = reader.ReadFlag();
        bool hasPairs = reader.ReadFlag();
        ulong suspect = reader.Read(SuspectBits);
        UtcInstant start = new(number * minutes * UtcInstant.PerMinute);
        UtcInstant? newest = hasLatency || hasThroughput || hasLoss ? ReadInstant(ref reader, start, minutes) : null;
        LogHistogram latency = ReadHistogram(ref reader, hasLatency, minutes, out MinuteSet latencyMinutes);
        LogHistogram throughput = ReadHistogram(ref reader, hasThroughput, minutes, out MinuteSet throughputMinutes);
        long lossCount = hasLoss ? reader.ReadNumber("the number of loss samples", 1, long.MaxValue) : 0;
        MinuteSet lossMinutes = hasLoss ? MinuteSet.Read(ref reader, minutes) : new MinuteSet(minutes);
        LossRuns loss = hasLoss ? LossRunsCodec.Read(ref reader, minutes * MinuteCell.Seconds) : Unmeasured(minutes);
        DelaySample? first = hasPairs ? ReadDelay(ref reader, start, minutes) : null;
        DelaySample? last = hasPairs ? ReadDelay(ref reader, start, minutes) : null;
        LogHistogram variation =
            hasPairs && reader.ReadFlag() ? HistogramCodec.Read(ref reader, MinuteCell.VariationScale) : new LogHistogram(MinuteCell.VariationScale);
        if ((Int128)latency.Count + throughput.Count + lossCount > long.MaxValue || loss.Sent < lossCount || variation.Count >= Math.Max(1, latency.Count))
        {
            throw reader.Wrong("its parts do not fit together");
        }

        RollupCell cell = new(span, number * minutes)
        {
            Latency = latency,
            Throughput = throughput,
            Variation = variation,
            Loss = loss,
            LossCount = lossCount,
            LatencyMinutes = latencyMinutes,
            ThroughputMinutes = throughputMinutes,
            LossMinutes = lossMinutes,
            NewestSample = newest,
            First = first,
            Last = last,
        };
        for (int i = 0; i < SuspectBits; i++)
        {
            if ((suspect & (1UL << (SuspectBits - 1 - i))) != 0)
            {
                cell.SetSuspect(i, MinuteSet.Read(ref reader, minutes));
            }
        }

        reader.End();
        return cell;
    }

    private static LossRuns Unmeasured(int minutes)
    {
        LossRuns runs = new();
        runs.FillTo(minutes * MinuteCell.Seconds);
        return runs;
    }

    private static void WriteHistogram(ref BitWriter writer, LogHistogram histogram, MinuteSet minutes)
    {
        if (histogram.Count > 0)
        {
            minutes.Write(ref writer);
            HistogramCodec.Write(ref writer, histogram);
        }
    }

    private static LogHistogram ReadHistogram(ref BitReader reader, bool present, int minutes, out MinuteSet set)
    {
        set = present ? MinuteSet.Read(ref reader, minutes) : new MinuteSet(minutes);
        return present ? HistogramCodec.Read(ref reader, LogBuckets.Scale) : new LogHistogram();
    }

    private static void WriteDelay(ref BitWriter writer, DelaySample sample, long startUs)
    {
        writer.WriteNumber(sample.At.Microseconds - startUs);
        writer.WriteNumber(sample.Nanoseconds);
    }

    private static DelaySample ReadDelay(ref BitReader reader, UtcInstant start, int minutes) =>
        new(ReadInstant(ref reader, start, minutes), reader.ReadNumber("a delay", 0, SampleRules.MaxLatencyNanoseconds));

    private static UtcInstant ReadInstant(ref BitReader reader, UtcInstant start, int minutes) =>
        start.Plus(reader.ReadNumber("an instant's offset", 0, (minutes * UtcInstant.PerMinute) - 1));
}
