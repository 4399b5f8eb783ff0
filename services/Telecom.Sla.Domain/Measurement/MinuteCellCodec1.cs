namespace Telecom.Sla.Domain.Measurement;

/// <summary>Reads version 1 of a <see cref="MinuteCell"/>, which older stores hold. It had neither pairs of delays nor marks of suspicion.</summary>
/// <remarks>
/// Byte 1; minute, zigzag varint; flags (1 latency, 2 throughput, 4 loss); when any flag is set, microseconds from the start of the minute
/// to the newest sample, varint; then the parts that the flags name. A histogram is sum, min, max - min, samples that are 0, number of
/// buckets, and per bucket the distance from the bucket before (from -2 for the first) and its count. Loss is the number of samples and runs
/// of equal seconds: length, sent, lost, until 60 seconds are described. Varints are LEB128, shortest form, at most 128 bits.
/// </remarks>
internal static class MinuteCellCodec1
{
    /// <summary>The version that is read.</summary>
    public const byte Version = 1;

    private const int HasLatency = 1;
    private const int HasThroughput = 2;
    private const int HasLoss = 4;
    private const int BeforeFirst = LogBuckets.First - 1;

    /// <summary>The cell of the bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are no cell of version 1.</exception>
    public static MinuteCell Decode(ReadOnlySpan<byte> bytes)
    {
        VarintReader reader = new(bytes);
        reader.ReadByte();
        long minute = reader.ReadSigned();
        byte flags = reader.ReadByte();
        if (minute < MinuteCell.Earliest || minute > MinuteCell.Latest || flags > (HasLatency | HasThroughput | HasLoss))
        {
            throw reader.Wrong("its minute or its flags are out of range");
        }

        long newest = flags == 0 ? 0 : reader.Read("the newest sample's offset", 0, MinuteCell.LengthUs - 1);
        LogHistogram latency = (flags & HasLatency) != 0 ? ReadHistogram(ref reader) : new LogHistogram();
        LogHistogram throughput = (flags & HasThroughput) != 0 ? ReadHistogram(ref reader) : new LogHistogram();
        long lossCount = (flags & HasLoss) != 0 ? reader.Read("the number of loss samples", 1, long.MaxValue) : 0;
        LossRuns? loss = (flags & HasLoss) != 0 ? ReadLoss(ref reader) : null;
        if ((Int128)latency.Count + throughput.Count + lossCount > long.MaxValue || loss?.Sent < lossCount || reader.Remaining > 0)
        {
            throw reader.Wrong("its parts do not fit together");
        }

        return MinuteCell.Restore(
            minute, newest, SuspectReasons.None, latency, throughput, new LogHistogram(MinuteCell.VariationScale), (-1, 0), (-1, 0), lossCount, loss);
    }

    private static LogHistogram ReadHistogram(ref VarintReader reader)
    {
        UInt128 sum = reader.Read128();
        long min = reader.Read("the minimum", 0, long.MaxValue);
        long max = min + reader.Read("the distance of the maximum", 0, long.MaxValue - min);
        long zeros = reader.Read("the number of zeros", 0, long.MaxValue);
        int used = (int)reader.Read("the number of buckets", 0, Math.Min(LogBuckets.Last - BeforeFirst, reader.Remaining / 2));
        long[] counts = new long[used == 0 ? 0 : LogBuckets.Last - BeforeFirst];
        int index = BeforeFirst;
        int first = 0;
        long count = zeros;
        UInt128 lowest = 0;
        UInt128 highest = 0;
        for (int i = 0; i < used; i++)
        {
            index += (int)reader.Read("the distance of a bucket", 1, LogBuckets.Last - index);
            first = i == 0 ? index : first;
            counts[index - first] = reader.Read("the count of a bucket", 1, long.MaxValue - count);
            count += counts[index - first];
            lowest += (UInt128)LogBuckets.LowestIn(index) * (UInt128)counts[index - first];
            highest += (UInt128)LogBuckets.HighestIn(index) * (UInt128)counts[index - first];
        }

        if (count == 0 || sum < lowest || sum > highest || (zeros > 0) != (min == 0) || (used == 0) != (max == 0)
            || (used > 0 && LogBuckets.IndexOf(max) != index) || (min > 0 && LogBuckets.IndexOf(min) != first))
        {
            throw reader.Wrong("sum, minimum and maximum do not fit the buckets");
        }

        return LogHistogram.Restore(LogBuckets.Scale, sum, min, max, zeros, 0, first, counts.AsSpan(0, used == 0 ? 0 : index - first + 1));
    }

    private static LossRuns ReadLoss(ref VarintReader reader)
    {
        LossRuns runs = new();
        while (runs.Seconds < MinuteCell.Seconds)
        {
            int length = (int)reader.Read("the length of a run", 1, MinuteCell.Seconds - runs.Seconds);
            long sent = reader.Read("packets sent", 0, long.MaxValue / MinuteCell.Seconds);
            runs.Add(length, new SecondLoss(sent, reader.Read("packets lost", 0, sent)));
        }

        return runs;
    }
}
