using OpenTelemetry.Proto.Common.V1;
using Metric = OpenTelemetry.Proto.Metrics.V1.Metric;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>The metric whose points are read, with its scope and resource.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="ScopeAttributes">Attributes of its scope.</param>
/// <param name="ResourceAttributes">Attributes of its resource.</param>
/// <param name="Scope">Hash of the scope.</param>
/// <param name="Resource">Hash of the resource.</param>
internal sealed record SeriesContext(
    Metric Metric, IReadOnlyList<KeyValue> ScopeAttributes, IReadOnlyList<KeyValue> ResourceAttributes, UInt128 Scope, UInt128 Resource);
