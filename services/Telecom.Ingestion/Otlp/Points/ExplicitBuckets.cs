using OpenTelemetry.Proto.Metrics.V1;
using Telecom.Ingestion.Otlp.Buckets;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>Buckets with explicit bounds: bucket i holds (bound i-1, bound i], the first everything up to its bound, the last everything above.</summary>
internal static class ExplicitBuckets
{
    /// <summary>What is wrong with a point; null when nothing is.</summary>
    public static string? Defect(HistogramDataPoint data, int maxBuckets)
    {
        int counts = data.BucketCounts.Count;
        int bounds = data.ExplicitBounds.Count;
        if (counts > maxBuckets || bounds > maxBuckets)
        {
            return $"{counts} buckets; allowed are {maxBuckets}";
        }

        if (counts == 0 ? bounds != 0 : bounds != counts - 1)
        {
            return $"{counts} bucket_counts and {bounds} explicit_bounds; there must be one bound less than counts, or none of either";
        }

        for (int i = 0; i < bounds; i++)
        {
            if (!double.IsFinite(data.ExplicitBounds[i]) || (i > 0 && data.ExplicitBounds[i] <= data.ExplicitBounds[i - 1]))
            {
                return $"explicit_bounds[{i}] is {data.ExplicitBounds[i]}; bounds must be finite and ascend";
            }
        }

        UInt128 sum = data.BucketCounts.Aggregate((UInt128)0, (total, c) => total + c);
        return counts > 0 && sum != data.Count ? $"the buckets hold {sum} values, count is {data.Count}" : null;
    }

    /// <summary>The counts of a point; one bucket for everything when it has none.</summary>
    public static ulong[] CountsOf(HistogramDataPoint data) => data.BucketCounts.Count == 0 ? [data.Count] : [.. data.BucketCounts];

    /// <summary>What was added since an earlier point with the same bounds; null when a bucket lost counts, which means a reset.</summary>
    public static HistogramState? Since(HistogramState now, HistogramState before)
    {
        ulong[] counts = new ulong[now.Counts.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            if (now.Counts[i] < before.Counts[i])
            {
                return null;
            }

            counts[i] = now.Counts[i] - before.Counts[i];
        }

        return now with { Counts = counts, Sum = now.Sum - before.Sum is { } sum and >= 0 ? sum : null };
    }

    /// <summary>The distribution that the counts describe.</summary>
    public static SourceHistogram ToSource(HistogramState state, double? min, double? max)
    {
        List<SourceBucket> buckets = [];
        ulong zeros = 0;
        for (int i = 0; i < state.Counts.Length; i++)
        {
            double high = i < state.Bounds.Length ? state.Bounds[i] : double.PositiveInfinity;
            double low = i == 0 ? 0 : Math.Max(0, state.Bounds[i - 1]);
            if (state.Counts[i] == 0)
            {
                continue;
            }

            if (high <= 0)
            {
                // Delays and rates are not negative: what lies at or below 0 is 0.
                zeros += state.Counts[i];
            }
            else
            {
                buckets.Add(new SourceBucket(low, high, state.Counts[i]));
            }
        }

        return new SourceHistogram(buckets, zeros, state.Sum, min, max);
    }
}
