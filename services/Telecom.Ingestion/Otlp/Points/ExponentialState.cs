using Telecom.Ingestion.Otlp.Buckets;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>The last point of a cumulative exponential histogram.</summary>
/// <param name="StartNs">Start time, nanoseconds.</param>
/// <param name="TimeNs">Time, nanoseconds.</param>
/// <param name="Sum">Sum; null when the sender keeps none.</param>
/// <param name="Zeros">Values counted as 0.</param>
/// <param name="Buckets">Positive buckets.</param>
internal sealed record ExponentialState(ulong StartNs, ulong TimeNs, double? Sum, ulong Zeros, ExponentialBuckets Buckets) : CumulativeState(StartNs, TimeNs)
{
    /// <inheritdoc/>
    public override int Bytes => 256 + (8 * Buckets.Counts.Length);
}
