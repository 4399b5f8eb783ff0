namespace Telecom.Ingestion.Otlp.Buckets;

/// <summary>A sender's distribution over one interval, in the sender's unit.</summary>
/// <param name="Buckets">Its buckets, ascending, without empty ones.</param>
/// <param name="Zeros">Values that count as 0.</param>
/// <param name="Sum">Sum of the values; null when it is not known.</param>
/// <param name="Min">Smallest value; null when it is not known.</param>
/// <param name="Max">Largest value; null when it is not known.</param>
internal sealed record SourceHistogram(IReadOnlyList<SourceBucket> Buckets, ulong Zeros, double? Sum, double? Min, double? Max)
{
    /// <summary>Number of values.</summary>
    public UInt128 Count => Buckets.Aggregate((UInt128)Zeros, (sum, b) => sum + b.Count);
}
