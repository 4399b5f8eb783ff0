namespace Telecom.Ingestion.Otlp.Points;

/// <summary>A time series of an agent.</summary>
/// <param name="Agent">Resource name of the agent.</param>
/// <param name="Series">Hash of resource, scope, metric and attributes.</param>
internal readonly record struct SeriesKey(string Agent, UInt128 Series);
