namespace Telecom.Ingestion.Otlp.Points;

/// <summary>What is known of a cumulative series after a point of it was counted.</summary>
/// <param name="Key">The series.</param>
/// <param name="State">The point.</param>
internal readonly record struct SeriesUpdate(SeriesKey Key, CumulativeState State);
