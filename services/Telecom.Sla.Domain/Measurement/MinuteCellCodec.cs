namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// The bytes of a <see cref="MinuteCell"/> on disk. Equal cells have equal bytes, and every byte sequence that is accepted is the one
/// that encoding the cell gives again: there is one form of each number and one form of each run.
/// </summary>
/// <remarks>
/// Version 1: byte 1; minute, zigzag varint; flags (1 latency, 2 throughput, 4 loss); when any flag is set, microseconds from the
/// start of the minute to the newest sample, varint; then the parts that the flags name. A histogram is sum, min, max - min, samples
/// that are 0, number of buckets, and per bucket the distance from the bucket before (from -2 for the first) and its count. Loss is
/// the number of samples and runs of equal seconds: length, sent, lost, until 60 seconds are described. Varints are LEB128, shortest
/// form, at most 128 bits.
/// </remarks>
public static class MinuteCellCodec
{
    /// <summary>The version that is written.</summary>
    public const byte Version = 1;

    private const int HasLatency = 1;
    private const int HasThroughput = 2;
    private const int HasLoss = 4;
    private const short BeforeFirst = LogBuckets.First - 1;

    /// <summary>The bytes of a cell.</summary>
    public static byte[] Encode(MinuteCell cell)
    {
        VarintWriter writer = new(192);
        writer.WriteByte(Version);
        writer.WriteSigned(cell.Minute);
        int flags = (cell.Latency.Count > 0 ? HasLatency : 0) | (cell.Throughput.Count > 0 ? HasThroughput : 0) | (cell.LossCount > 0 ? HasLoss : 0);
        writer.WriteByte((byte)flags);
        if (flags != 0)
        {
            writer.Write(cell.NewestOffsetUs);
        }

        if ((flags & HasLatency) != 0)
        {
            WriteHistogram(ref writer, cell.Latency);
        }

        if ((flags & HasThroughput) != 0)
        {
            WriteHistogram(ref writer, cell.Throughput);
        }

        if ((flags & HasLoss) != 0)
        {
            WriteLoss(ref writer, cell);
        }

        return writer.ToArray();
    }

    /// <summary>The cell of bytes that <see cref="Encode"/> made. Nothing but the arrays of a cell is allocated, however wrong the bytes are.</summary>
    /// <exception cref="InvalidDataException">The bytes are no cell; the message says what is wrong and where.</exception>
    public static MinuteCell Decode(ReadOnlySpan<byte> bytes)
    {
        VarintReader reader = new(bytes);
        if (reader.ReadByte() is var version && version != Version)
        {
            throw reader.Wrong($"version {version}, not {Version}");
        }

        long minute = reader.ReadSigned();
        if (minute < MinuteCell.Earliest || minute > MinuteCell.Latest)
        {
            throw reader.Wrong($"minute {minute} is out of range");
        }

        byte flags = reader.ReadByte();
        if (flags > (HasLatency | HasThroughput | HasLoss))
        {
            throw reader.Wrong($"flags {flags}");
        }

        long newest = flags == 0 ? 0 : reader.Read("the newest sample's offset", 0, MinuteCell.LengthUs - 1);
        LogHistogram latency = (flags & HasLatency) != 0 ? ReadHistogram(ref reader) : new LogHistogram();
        LogHistogram throughput = (flags & HasThroughput) != 0 ? ReadHistogram(ref reader) : new LogHistogram();
        long[] sent = [];
        long[] lost = [];
        long lossCount = (flags & HasLoss) != 0 ? ReadLoss(ref reader, out sent, out lost) : 0;
        if ((Int128)latency.Count + throughput.Count + lossCount > long.MaxValue)
        {
            throw reader.Wrong("too many samples");
        }

        return reader.Remaining == 0
            ? MinuteCell.Restore(minute, newest, latency, throughput, lossCount, sent, lost)
            : throw reader.Wrong($"{reader.Remaining} bytes too many");
    }

    private static void WriteHistogram(ref VarintWriter writer, LogHistogram histogram)
    {
        writer.Write(histogram.Sum);
        writer.Write(histogram.Min);
        writer.Write(histogram.Max - histogram.Min);
        writer.Write(histogram.ZeroCount);
        ReadOnlySpan<short> indexes = histogram.Indexes;
        writer.Write(indexes.Length);
        int before = BeforeFirst;
        for (int i = 0; i < indexes.Length; i++)
        {
            writer.Write(indexes[i] - before);
            writer.Write(histogram.Counts[i]);
            before = indexes[i];
        }
    }

    private static LogHistogram ReadHistogram(ref VarintReader reader)
    {
        UInt128 sum = reader.Read128();
        long min = reader.Read("the minimum", 0, long.MaxValue);
        long max = min + reader.Read("the distance of the maximum", 0, long.MaxValue - min);
        long zeros = reader.Read("the number of zeros", 0, long.MaxValue);
        int used = (int)reader.Read("the number of buckets", 0, Math.Min(LogBuckets.Last - BeforeFirst, reader.Remaining / 2));
        short[] indexes = new short[used];
        long[] counts = new long[used];
        int index = BeforeFirst;
        long count = zeros;
        UInt128 lowest = 0;
        UInt128 highest = 0;
        for (int i = 0; i < used; i++)
        {
            index += (int)reader.Read("the distance of a bucket", 1, LogBuckets.Last - index);
            if (LogBuckets.LowestIn(index) > LogBuckets.HighestIn(index))
            {
                throw reader.Wrong($"bucket {index} holds no integer");
            }

            indexes[i] = (short)index;
            counts[i] = reader.Read("the count of a bucket", 1, long.MaxValue - count);
            count += counts[i];
            lowest += (UInt128)LogBuckets.LowestIn(index) * (UInt128)counts[i];
            highest += (UInt128)LogBuckets.HighestIn(index) * (UInt128)counts[i];
        }

        if (count == 0 || sum < lowest || sum > highest || !IsIn(min, zeros > 0, indexes, 0) || !IsIn(max, used == 0, indexes, used - 1))
        {
            throw reader.Wrong("sum, minimum and maximum do not fit the buckets");
        }

        return LogHistogram.Restore(sum, min, max, zeros, indexes, counts);
    }

    /// <summary>True when the value is 0 and should be, or lies in the bucket at a place.</summary>
    private static bool IsIn(long value, bool zero, short[] indexes, int place) =>
        zero ? value == 0 : value > 0 && LogBuckets.IndexOf(value) == indexes[place];

    private static void WriteLoss(ref VarintWriter writer, MinuteCell cell)
    {
        writer.Write(cell.LossCount);
        ReadOnlySpan<long> sent = cell.SentBySecond;
        ReadOnlySpan<long> lost = cell.LostBySecond;
        for (int first = 0; first < MinuteCell.Seconds;)
        {
            int end = first + 1;
            while (end < MinuteCell.Seconds && sent[end] == sent[first] && lost[end] == lost[first])
            {
                end++;
            }

            writer.Write(end - first);
            writer.Write(sent[first]);
            writer.Write(lost[first]);
            first = end;
        }
    }

    private static long ReadLoss(ref VarintReader reader, out long[] sent, out long[] lost)
    {
        long samples = reader.Read("the number of loss samples", 1, long.MaxValue);
        sent = new long[MinuteCell.Seconds];
        lost = new long[MinuteCell.Seconds];
        Int128 total = 0;
        for (int first = 0; first < MinuteCell.Seconds;)
        {
            int length = (int)reader.Read("the length of a run", 1, MinuteCell.Seconds - first);
            long sentEach = reader.Read("packets sent", 0, long.MaxValue);
            long lostEach = reader.Read("packets lost", 0, sentEach);
            if (first > 0 && sent[first - 1] == sentEach && lost[first - 1] == lostEach)
            {
                throw reader.Wrong("two runs could be one");
            }

            sent.AsSpan(first, length).Fill(sentEach);
            lost.AsSpan(first, length).Fill(lostEach);
            total += (Int128)sentEach * length;
            first += length;
        }

        // Each sample sent at least one packet.
        return total >= samples && total <= long.MaxValue ? samples : throw reader.Wrong($"{samples} loss samples sent {total} packets");
    }
}
