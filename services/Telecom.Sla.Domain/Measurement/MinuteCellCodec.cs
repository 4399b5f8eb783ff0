using Telecom.Sla.Domain.Samples;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>The bytes of a <see cref="MinuteCell"/> on disk. Equal cells have equal bytes.</summary>
/// <remarks>
/// Version 2: byte 2, then bits (<see cref="BitWriter"/>): minute, of either sign; flags for latency, throughput, loss, pairs, suspect; when
/// any of the first three is set, 26 bits of microseconds from the start of the minute to the newest sample; then the parts that the
/// flags name. Histograms: <see cref="HistogramCodec"/>; loss: number of samples and <see cref="LossRunsCodec"/>; pairs: offset and value of the
/// earliest delay, a flag whether the newest is another one and, if so, its offset and value, a flag whether there is any pair, and
/// their histogram. Version 1 is read too.
/// </remarks>
public static class MinuteCellCodec
{
    /// <summary>The version that is written.</summary>
    public const byte Version = 2;

    private const int OffsetBits = 26;

    [ThreadStatic]
    private static LossRuns? t_runs;

    /// <summary>The bytes of a cell.</summary>
    public static byte[] Encode(MinuteCell cell)
    {
        BitWriter writer = BitWriter.Begin();
        writer.Write(Version, 8);
        writer.WriteSigned(cell.Minute);
        writer.Write(cell.Latency.Count > 0);
        writer.Write(cell.Throughput.Count > 0);
        writer.Write(cell.LossCount > 0);
        writer.Write(cell.First is not null);
        writer.Write(cell.Suspect != SuspectReasons.None);
        if (cell.SampleCount > 0)
        {
            writer.Write((ulong)cell.NewestOffsetUs, OffsetBits);
        }

        if (cell.Latency.Count > 0)
        {
            HistogramCodec.Write(ref writer, cell.Latency);
        }

        if (cell.Throughput.Count > 0)
        {
            HistogramCodec.Write(ref writer, cell.Throughput);
        }

        if (cell.LossCount > 0)
        {
            LossRuns runs = t_runs ??= new LossRuns();
            runs.Clear();
            cell.AppendLoss(runs);
            writer.WriteNumber(cell.LossCount);
            LossRunsCodec.Write(ref writer, runs);
        }

        if (cell is { First: { } first, Last: { } last })
        {
            WritePairs(ref writer, cell, first, last);
        }

        if (cell.Suspect != SuspectReasons.None)
        {
            writer.Write((ulong)cell.Suspect, 4);
        }

        return writer.ToArray();
    }

    /// <summary>The cell of bytes that <see cref="Encode"/> made. What is allocated is bounded, however wrong the bytes are.</summary>
    /// <exception cref="InvalidDataException">The bytes are no cell; the message says what is wrong and where.</exception>
    public static MinuteCell Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0 && bytes[0] == MinuteCellCodec1.Version)
        {
            return MinuteCellCodec1.Decode(bytes);
        }

        BitReader reader = new(bytes, "a minute cell");
        if (reader.Read(8) is var version && version != Version)
        {
            throw reader.Wrong($"version {version}, not {Version}");
        }

        long minute = reader.ReadSigned();
        if (minute < MinuteCell.Earliest || minute > MinuteCell.Latest)
        {
            throw reader.Wrong($"minute {minute} is out of range");
        }

        bool hasLatency = reader.ReadFlag();
        bool hasThroughput = reader.ReadFlag();
        bool hasLoss = reader.ReadFlag();
        bool hasPairs = reader.ReadFlag();
        bool hasSuspect = reader.ReadFlag();
        long newest = hasLatency || hasThroughput || hasLoss ? ReadOffset(ref reader) : 0;
        LogHistogram latency = hasLatency ? HistogramCodec.Read(ref reader, LogBuckets.Scale) : new LogHistogram();
        LogHistogram throughput = hasThroughput ? HistogramCodec.Read(ref reader, LogBuckets.Scale) : new LogHistogram();
        long lossCount = hasLoss ? reader.ReadNumber("the number of loss samples", 1, long.MaxValue) : 0;
        LossRuns? loss = hasLoss ? LossRunsCodec.Read(ref reader, MinuteCell.Seconds) : null;
        (long, long) first = (-1, 0);
        (long, long) last = (-1, 0);
        LogHistogram variation = hasPairs ? ReadPairs(ref reader, out first, out last) : new LogHistogram(MinuteCell.VariationScale);
        SuspectReasons suspect = hasSuspect ? (SuspectReasons)reader.Read(4) : SuspectReasons.None;
        if ((Int128)latency.Count + throughput.Count + lossCount > long.MaxValue)
        {
            throw reader.Wrong("too many samples");
        }

        // Each loss sample sent at least one packet, and the delays of pairs are among the delays.
        if (loss?.Sent < lossCount || hasSuspect != (suspect != SuspectReasons.None) || variation.Count >= Math.Max(1, latency.Count) || (hasPairs && !hasLatency))
        {
            throw reader.Wrong("its parts do not fit together");
        }

        reader.End();
        return MinuteCell.Restore(minute, newest, suspect, latency, throughput, variation, first, last, lossCount, loss);
    }

    private static void WritePairs(ref BitWriter writer, MinuteCell cell, DelaySample first, DelaySample last)
    {
        writer.Write((ulong)(first.At - cell.Start), OffsetBits);
        writer.WriteNumber(first.Nanoseconds);
        writer.Write(last != first);
        if (last != first)
        {
            writer.Write((ulong)(last.At - cell.Start), OffsetBits);
            writer.WriteNumber(last.Nanoseconds);
        }

        writer.Write(cell.Variation.Count > 0);
        if (cell.Variation.Count > 0)
        {
            HistogramCodec.Write(ref writer, cell.Variation);
        }
    }

    private static LogHistogram ReadPairs(ref BitReader reader, out (long OffsetUs, long Ns) first, out (long OffsetUs, long Ns) last)
    {
        first = ReadDelay(ref reader);
        last = reader.ReadFlag() ? ReadDelay(ref reader) : first;
        if (last.OffsetUs < first.OffsetUs || (last.OffsetUs == first.OffsetUs && last != first))
        {
            throw reader.Wrong("the newest delay is not after the earliest");
        }

        return reader.ReadFlag() ? HistogramCodec.Read(ref reader, MinuteCell.VariationScale) : new LogHistogram(MinuteCell.VariationScale);
    }

    private static (long OffsetUs, long Ns) ReadDelay(ref BitReader reader)
    {
        long offset = ReadOffset(ref reader);
        return (offset, reader.ReadNumber("a delay", 0, SampleRules.MaxLatencyNanoseconds));
    }

    private static long ReadOffset(ref BitReader reader)
    {
        long offset = (long)reader.Read(OffsetBits);
        return offset < MinuteCell.LengthUs ? offset : throw reader.Wrong($"offset {offset} lies beyond the minute");
    }
}
