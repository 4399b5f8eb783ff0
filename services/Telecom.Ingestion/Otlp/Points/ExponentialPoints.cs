using OpenTelemetry.Proto.Metrics.V1;
using Telecom.Ingestion.Otlp.Buckets;
using Telecom.Sla.Domain.Measurement;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>Points of exponential histograms.</summary>
internal static class ExponentialPoints
{
    private const int MinScale = -10;
    private const int MaxScale = 20;

    /// <summary>Largest bucket index in use, either way: far beyond every value at the finest scale.</summary>
    private const int MaxIndex = 1 << 28;

    /// <summary>What is wrong with a point; null when nothing is.</summary>
    public static string? Defect(ExponentialHistogramDataPoint data, int maxBuckets)
    {
        int counts = data.Positive?.BucketCounts.Count ?? 0;
        int offset = data.Positive?.Offset ?? 0;
        UInt128 sum = (data.Positive?.BucketCounts ?? []).Aggregate((UInt128)data.ZeroCount, (total, c) => total + c);
        return data.Scale is < MinScale or > MaxScale ? $"scale is {data.Scale}; allowed is {MinScale} to {MaxScale}"
            : counts > maxBuckets ? $"{counts} buckets; allowed are {maxBuckets}"
            : offset is < -MaxIndex or > MaxIndex ? $"offset is {offset}; allowed is {-MaxIndex} to {MaxIndex}"
            : data.Negative is { } negative && negative.BucketCounts.Any(c => c > 0) ? "it has negative values; delays and rates are not negative"
            : sum != data.Count ? $"the buckets hold {sum} values, count is {data.Count}"
            : null;
    }

    /// <summary>What a point says.</summary>
    public static ExponentialState StateOf(ExponentialHistogramDataPoint data) => new(
        data.StartTimeUnixNano,
        data.TimeUnixNano,
        data.HasSum ? data.Sum : null,
        data.ZeroCount,
        new ExponentialBuckets(data.Scale, data.Positive?.Offset ?? 0, [.. data.Positive?.BucketCounts ?? []]));

    /// <summary>What was added since an earlier point; null when counts were lost, which means a reset.</summary>
    public static ExponentialState? Since(ExponentialState now, ExponentialState before) =>
        now.Zeros >= before.Zeros && now.Buckets.Since(before.Buckets) is { } buckets
            ? now with { Zeros = now.Zeros - before.Zeros, Buckets = buckets, Sum = now.Sum - before.Sum is { } sum and >= 0 ? sum : null }
            : null;

    /// <summary>The distribution that the counts describe.</summary>
    /// <param name="state">The counts.</param>
    /// <param name="min">Smallest value; null when it is not known.</param>
    /// <param name="max">Largest value; null when it is not known.</param>
    /// <param name="factor">What the sender's unit is in the cells' unit; at 1 the buckets of both begin at the same values.</param>
    public static SourceHistogram ToSource(ExponentialState state, double? min, double? max, double factor)
    {
        ExponentialBuckets source = state.Buckets;
        List<SourceBucket> buckets = [];
        bool aligned = factor == 1 && source.Scale >= LogBuckets.Scale;
        for (int i = 0; i < source.Counts.Length; i++)
        {
            if (source.Counts[i] > 0)
            {
                int index = source.Offset + i;
                buckets.Add(new SourceBucket(
                    Bound(index, source.Scale),
                    Bound(index + 1, source.Scale),
                    source.Counts[i],
                    aligned ? index >> (source.Scale - LogBuckets.Scale) : null));
            }
        }

        return new SourceHistogram(buckets, state.Zeros, state.Sum, min, max);
    }

    private static double Bound(int index, int scale) => Math.Pow(2, Math.ScaleB((double)index, -scale));
}
