using Telecom.Common.V1;
using Telecom.Ingestion.Checking;

namespace Telecom.Ingestion.Otlp.Buckets;

/// <summary>
/// Puts the values of a sender's histogram into the buckets of cells.
/// </summary>
/// <remarks>
/// Which values a sender's bucket (low, high] holds is not known; first it is narrowed by the smallest and the largest value, which are
/// counted where they are when the sender states them. All its values are then put at low + t·(high - low), with one t for all buckets,
/// chosen so that the sum of the values is the sender's: the mean stays right. Without a sum each bucket has the t that makes the largest
/// relative error smallest, the harmonic mean of its bounds. A value is then off by at most max(t·(high-low)/low, (1-t)·(high-low)/high) of
/// itself, the row's source error, beside the 0.545 % of the cells' own buckets. A bucket that lies whole in one of the cells' (exponential,
/// scale 6 or finer, in nanoseconds or bits per second) is counted there without any such error.
/// </remarks>
internal static class BucketConverter
{
    /// <summary>Most values of a row, as for rows of streams.</summary>
    public const ulong MaxCount = DistributionChecker.MaxCount;

    private const double Million = 1e6;

    /// <summary>The error of a bucket that begins at 0 or has no end: nothing bounds it.</summary>
    private const double Unbounded = 1000;

    /// <summary>Converts a histogram.</summary>
    /// <param name="source">The sender's histogram; at least one value.</param>
    /// <param name="metric">Latency or throughput.</param>
    /// <param name="factor">What the sender's unit is in nanoseconds or bits per second.</param>
    /// <param name="limit">Largest value that the metric allows, in nanoseconds or bits per second.</param>
    /// <param name="defect">Why there is no row, when the result is null.</param>
    public static DistributionRow? Convert(SourceHistogram source, Metric metric, double factor, long limit, out string defect)
    {
        defect = Defect(source, factor, limit) ?? "";
        if (defect.Length > 0)
        {
            return null;
        }

        List<Range> ranges = [.. source.Buckets.Select(b => Narrow(b, source, factor))];
        RowBuilder row = new(source.Zeros);
        TakeExact(ranges, source, factor, row);
        double? t = Position(ranges, source.Sum * factor - row.ExactSum);
        double error = 0;
        foreach (Range range in ranges.Where(r => r.Count > 0))
        {
            double value = t is { } part ? range.Low + (part * (range.High - range.Low)) : 2 * range.Low * range.High / (range.Low + range.High);
            row.Add(range.Index, PlaceOf(range, value, limit), range.Count);
            error = range.Index is null ? Math.Max(error, ErrorOf(range, value)) : error;
        }

        DistributionRow? built = row.Build(metric, source.Sum * factor, (uint)Math.Ceiling(error * Million));
        defect = built is null ? "the sum of the values does not fit in 64 bits" : "";
        return built;
    }

    private static string? Defect(SourceHistogram source, double factor, long limit)
    {
        double highest = source.Max ?? (source.Buckets.Count == 0 ? 0 : source.Buckets[^1].Low);
        return source.Count > MaxCount ? $"{source.Count} values; allowed are {MaxCount}"
            : source.Sum is { } sum && (!double.IsFinite(sum) || sum < 0) ? $"the sum is {sum:R}; allowed are 0 and more"
            : source.Min is { } min && (!double.IsFinite(min) || min < 0) ? $"the smallest value is {min:R}; allowed are 0 and more"
            : source.Max is { } max && (!double.IsFinite(max) || max < (source.Min ?? 0)) ? $"the largest value is {max:R}; allowed is a finite number from the smallest up"
            : highest * factor > limit ? $"values reach {highest * factor:R}; allowed are {limit}"
            : null;
    }

    /// <summary>The bounds of a bucket in the cells' unit, no wider than the smallest and the largest value allow.</summary>
    private static Range Narrow(SourceBucket bucket, SourceHistogram source, double factor)
    {
        double low = Math.Max(bucket.Low, source.Min ?? 0);
        double high = Math.Min(bucket.High, source.Max ?? double.PositiveInfinity);

        // A last bucket without any bound: what is known is that its values are above the last one.
        high = double.IsInfinity(high) ? Math.Max(low, source.Sum ?? 0) : high;
        return new Range(Math.Min(low, high) * factor, Math.Max(low, high) * factor, bucket.Count, bucket.Index) { Open = double.IsInfinity(bucket.High) && source.Max is null };
    }

    /// <summary>Counts the smallest and the largest value where they are.</summary>
    private static void TakeExact(List<Range> ranges, SourceHistogram source, double factor, RowBuilder row)
    {
        if (ranges.Count == 0)
        {
            return;
        }

        if (source.Max is { } max)
        {
            row.AddExact(max * factor);
            ranges[^1].Count--;
        }

        if (source.Min is { } min && source.Zeros == 0 && ranges[0].Count > 0)
        {
            row.AddExact(min * factor);
            ranges[0].Count--;
        }
    }

    /// <summary>Where in their buckets the values lie so that they have the sum; null when the sum does not say.</summary>
    private static double? Position(List<Range> ranges, double? sum)
    {
        if (sum is not { } known)
        {
            return null;
        }

        double lowest = 0;
        double width = 0;
        foreach (Range range in ranges)
        {
            lowest += range.Low * range.Count;
            width += (range.High - range.Low) * range.Count;
        }

        return width > 0 ? Math.Clamp((known - lowest) / width, 0, 1) : null;
    }

    /// <summary>
    /// The whole number at which values of a range are counted. Not 0 while some of them may be more: a 0 is told without any error, and
    /// from 1 on the error of the range, which then begins at 0, reaches both its ends.
    /// </summary>
    private static long PlaceOf(Range range, double value, long limit)
    {
        long place = (long)Math.Round(Math.Clamp(value, 0, limit));
        return place == 0 && range.High > 0.5 ? 1 : place;
    }

    private static double ErrorOf(Range range, double value)
    {
        if (range.Open || (range.Low <= 0 && range.High > 0))
        {
            return Unbounded;
        }

        double below = range.Low > 0 ? (value - range.Low) / range.Low : 0;
        double above = range.High > 0 ? (range.High - value) / range.High : 0;
        return Math.Clamp(Math.Max(below, above), 0, Unbounded);
    }

    private sealed class Range(double low, double high, ulong count, int? index)
    {
        public double Low => low;

        public double High => high;

        public int? Index => index;

        public ulong Count { get; set; } = count;

        public bool Open { get; init; }
    }
}
