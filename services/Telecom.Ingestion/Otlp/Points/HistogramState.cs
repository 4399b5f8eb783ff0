namespace Telecom.Ingestion.Otlp.Points;

/// <summary>The last point of a cumulative histogram with explicit bounds.</summary>
/// <param name="StartNs">Start time, nanoseconds.</param>
/// <param name="TimeNs">Time, nanoseconds.</param>
/// <param name="Sum">Sum; null when the sender keeps none.</param>
/// <param name="Bounds">Upper bounds of the buckets but the last.</param>
/// <param name="Counts">Counts of the buckets.</param>
internal sealed record HistogramState(ulong StartNs, ulong TimeNs, double? Sum, double[] Bounds, ulong[] Counts) : CumulativeState(StartNs, TimeNs)
{
    /// <inheritdoc/>
    public override int Bytes => 256 + (8 * (Bounds.Length + Counts.Length));
}
