namespace Telecom.Ingestion.Otlp.Points;

/// <summary>What a point says of a probe.</summary>
/// <param name="Point">The point.</param>
/// <param name="TimeUs">Its instant, microseconds since the Unix epoch.</param>
/// <param name="Value">Its value: nanoseconds, bits per second, packets, or a part of 1.</param>
/// <param name="Update">What is known of its series once it is stored; null when it is not cumulative.</param>
internal sealed record ProbePart(Point Point, long TimeUs, double Value, SeriesUpdate? Update)
{
    /// <summary>The update, or none.</summary>
    public IReadOnlyList<SeriesUpdate> Updates => Update is { } update ? [update] : [];
}
