namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>What a mapping is made of, before it is checked.</summary>
/// <param name="Presets">Names of presets; null for all of them.</param>
/// <param name="Circuits">Circuit ids by the text that an attribute gives, for example by address.</param>
/// <param name="Mappings">Rules.</param>
internal sealed record MappingDocument(
    IReadOnlyList<string>? Presets, IReadOnlyDictionary<string, string> Circuits, IReadOnlyList<OtlpMapping> Mappings);
