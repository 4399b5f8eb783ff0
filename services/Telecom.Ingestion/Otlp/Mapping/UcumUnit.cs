namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>A unit.</summary>
/// <param name="Kind">What it measures.</param>
/// <param name="Factor">What one of it is in the base unit of its kind.</param>
internal sealed record UcumUnit(UnitKind Kind, double Factor);
