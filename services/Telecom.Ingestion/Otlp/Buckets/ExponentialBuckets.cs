namespace Telecom.Ingestion.Otlp.Buckets;

/// <summary>Buckets of an exponential histogram: with base = 2^(2^-scale), bucket i holds (base^i, base^(i+1)].</summary>
/// <param name="Scale">Scale, -10 to 20.</param>
/// <param name="Offset">Index of the first bucket.</param>
/// <param name="Counts">Counts of consecutive buckets.</param>
internal sealed record ExponentialBuckets(int Scale, int Offset, ulong[] Counts)
{
    /// <summary>The same counts at a scale that is not finer. Exact: each of the coarser buckets holds whole ones of the finer.</summary>
    public ExponentialBuckets At(int scale)
    {
        int shift = Scale - scale;
        if (shift <= 0 || Counts.Length == 0)
        {
            return this with { Scale = scale };
        }

        int first = Offset >> shift;
        ulong[] merged = new ulong[((Offset + Counts.Length - 1) >> shift) - first + 1];
        for (int i = 0; i < Counts.Length; i++)
        {
            merged[((Offset + i) >> shift) - first] += Counts[i];
        }

        return new ExponentialBuckets(scale, first, merged);
    }

    /// <summary>What was added since an earlier state, at the coarser scale of the two; null when a bucket lost counts, which means a reset.</summary>
    public ExponentialBuckets? Since(ExponentialBuckets earlier)
    {
        int scale = Math.Min(Scale, earlier.Scale);
        ExponentialBuckets now = At(scale);
        ExponentialBuckets before = earlier.At(scale);
        ulong[] counts = [.. now.Counts];
        for (int i = 0; i < before.Counts.Length; i++)
        {
            int at = before.Offset + i - now.Offset;
            if (before.Counts[i] > 0)
            {
                if (at < 0 || at >= counts.Length || counts[at] < before.Counts[i])
                {
                    return null;
                }

                counts[at] -= before.Counts[i];
            }
        }

        return new ExponentialBuckets(scale, now.Offset, counts);
    }
}
