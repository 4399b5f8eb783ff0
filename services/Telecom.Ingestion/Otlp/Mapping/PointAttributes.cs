using OpenTelemetry.Proto.Common.V1;

namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>The attributes that a point has, of itself, of its scope and of its resource.</summary>
/// <param name="Point">Of the point.</param>
/// <param name="Scope">Of the scope.</param>
/// <param name="Resource">Of the resource.</param>
internal readonly record struct PointAttributes(
    IReadOnlyList<KeyValue> Point, IReadOnlyList<KeyValue> Scope, IReadOnlyList<KeyValue> Resource)
{
    /// <summary>The value of an attribute as text, of the point before the scope's before the resource's; null when there is none.</summary>
    public string? Find(string key) => AttributeReader.Find(Point, key) ?? AttributeReader.Find(Scope, key) ?? AttributeReader.Find(Resource, key);
}
