using System.Numerics;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// The bits of a <see cref="LogHistogram"/> that is not empty. Minimum and maximum say which buckets are used at most; the counts between
/// them follow one after the other.
/// </summary>
/// <remarks>
/// In order: 1 bit and, when it is set, the source error; 1 bit and, when it is set, the samples that are 0 and, after 1 more bit, the first
/// bucket; otherwise the minimum; maximum less minimum; sum; counts. A count is Golomb-Rice coded by what the two before it, in the mean m,
/// let expect: m of 4 and more, the difference from m in ZigZag form with about half of m's bits as low bits, since counts scatter by the root of
/// their mean; less, the count itself. After two counts of 0 the number of further zeros follows in Elias gamma code, and then a count less 1.
/// </remarks>
internal static class HistogramCodec
{
    [ThreadStatic]
    private static long[]? t_counts;

    /// <summary>Writes a histogram.</summary>
    public static void Write(ref BitWriter writer, LogHistogram histogram)
    {
        long[] scratch = t_counts ?? [];
        ReadOnlySpan<long> counts = histogram.Dense(out int first, ref scratch);
        t_counts = scratch;
        writer.Write(histogram.SourceErrorPpm != 0);
        if (histogram.SourceErrorPpm != 0)
        {
            writer.WriteNumber(histogram.SourceErrorPpm);
        }

        writer.Write(histogram.ZeroCount != 0);
        if (histogram.ZeroCount != 0)
        {
            writer.WriteNumber(histogram.ZeroCount);
            writer.Write(counts.Length > 0);
            if (counts.Length > 0)
            {
                writer.WriteNumber(first - LogBuckets.First);
            }
        }
        else
        {
            writer.WriteNumber(histogram.Min);
        }

        writer.WriteNumber(histogram.Max - histogram.Min);
        writer.WriteNumber(histogram.Sum);
        Write(ref writer, counts);
    }

    /// <summary>Reads a histogram.</summary>
    /// <param name="reader">From where.</param>
    /// <param name="scale">Its scale.</param>
    /// <exception cref="InvalidDataException">The bits are no histogram.</exception>
    public static LogHistogram Read(ref BitReader reader, int scale)
    {
        int shift = LogBuckets.Scale - scale;
        int error = reader.ReadFlag() ? (int)reader.ReadNumber("the source error", 1, int.MaxValue) : 0;
        long zeros = reader.ReadFlag() ? reader.ReadNumber("the number of zeros", 1, long.MaxValue) : 0;
        int first = 0;
        bool counted = zeros == 0 || reader.ReadFlag();
        if (zeros > 0 && counted)
        {
            first = (int)reader.ReadNumber("the first bucket", 0, LogBuckets.Last - LogBuckets.First) + LogBuckets.First;
        }

        long min = zeros > 0 ? 0 : reader.ReadNumber("the minimum", 1, long.MaxValue);
        long max = min + reader.ReadNumber("the distance of the maximum", 0, long.MaxValue - min);
        UInt128 sum = reader.ReadNumber128();
        first = zeros > 0 ? first : LogBuckets.IndexOf(min) >> shift;
        int span = counted && max > 0 ? (LogBuckets.IndexOf(max) >> shift) - first + 1 : 0;
        if (span < 0 || counted != span > 0 || (max > 0) != counted)
        {
            throw reader.Wrong("the maximum lies below the buckets");
        }

        long[] counts = t_counts ?? [];
        if (counts.Length < span)
        {
            counts = new long[Math.Max(span, 256)];
        }

        t_counts = counts;
        Span<long> used = counts.AsSpan(0, span);
        Read(ref reader, used, zeros);
        LogHistogram histogram = LogHistogram.Restore(scale, sum, min, max, zeros, error, first, used);
        return sum >= (UInt128)min * (UInt128)histogram.Count && sum <= (UInt128)max * (UInt128)histogram.Count
            ? histogram
            : throw reader.Wrong("the sum does not fit minimum and maximum");
    }

    private static void Write(ref BitWriter writer, ReadOnlySpan<long> counts)
    {
        long before = 0;
        long last = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            long count = counts[i];
            if (before == 0 && last == 0)
            {
                int zeros = i == 0 ? 0 : counts[i..].IndexOfAnyExcept(0L);
                if (i > 0)
                {
                    writer.WriteGamma(zeros + 1);
                    i += zeros;
                    count = counts[i];
                }

                writer.WriteRice(count - 1, 0);
            }
            else
            {
                long mean = Mean(before, last);
                writer.WriteRice(mean >= 4 ? ZigZag(count - mean) : count, LowBits(mean));
            }

            before = i > 0 ? counts[i - 1] : 0;
            last = count;
        }
    }

    private static void Read(ref BitReader reader, Span<long> counts, long total)
    {
        long before = 0;
        long last = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            long count;
            if (before == 0 && last == 0)
            {
                long zeros = i == 0 ? 0 : reader.ReadGamma() - 1;
                if (zeros >= counts.Length - i)
                {
                    throw reader.Wrong("more buckets than minimum and maximum allow");
                }

                counts.Slice(i, (int)zeros).Clear();
                i += (int)zeros;
                before = zeros > 0 ? 0 : last;
                long less = reader.ReadRice(0);
                count = less == long.MaxValue ? throw reader.Wrong("a count is too large") : less + 1;
            }
            else
            {
                long mean = Mean(before, last);
                long code = reader.ReadRice(LowBits(mean));
                count = mean >= 4 ? unchecked(UnZigZag(code) + mean) : code;
            }

            if (count < 0 || count > long.MaxValue - total)
            {
                throw reader.Wrong("the counts do not fit");
            }

            counts[i] = count;
            total += count;
            before = i > 0 ? counts[i - 1] : 0;
            last = count;
        }

        if (total == 0 || (counts.Length > 0 && counts[^1] == 0))
        {
            throw reader.Wrong("the maximum has no bucket");
        }
    }

    private static long Mean(long before, long last) => unchecked((long)(((ulong)before + (ulong)last + 1) >> 1));

    private static int LowBits(long mean) => mean >= 4 ? (64 - BitOperations.LeadingZeroCount((ulong)mean) + 1) / 2 : mean >= 2 ? 1 : 0;

    private static long ZigZag(long value) => unchecked((value << 1) ^ (value >> 63));

    private static long UnZigZag(long value) => unchecked((long)((ulong)value >> 1) ^ -(value & 1));
}
