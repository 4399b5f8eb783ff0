using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Evidence;

/// <summary>
/// Reads evidence documents: JSON with a fixed form. Unknown fields, missing fields and wrong values are errors, reported all at once with
/// line, column and path. Nothing in a document makes it throw.
/// </summary>
public static class EvidenceLoader
{
    /// <summary>Largest document, bytes.</summary>
    public const int MaxBytes = JsonTreeBuilder.MaxBytes;

    /// <summary>Most items of a list.</summary>
    public const int MaxItems = 100_000;

    /// <summary>What an instant must look like, for error messages.</summary>
    public static string InstantRule => EvidenceRules.Instant.Allowed;

    /// <summary>Reads an instant as evidence writes it, exact to the microsecond.</summary>
    public static bool TryParseInstant(string text, out UtcInstant instant) => EvidenceRules.Instant.Parse(new YamlScalar(1, 1, text), out instant);

    /// <summary>Reads a document.</summary>
    /// <param name="json">UTF-8 JSON, at most <see cref="MaxBytes"/>.</param>
    /// <param name="fileName">Name for the errors.</param>
    public static EvidenceLoadResult Load(ReadOnlySpan<byte> json, string fileName)
    {
        ErrorList errors = new(fileName);
        EvidenceDocument? document = JsonTreeBuilder.Build(json, errors) is { } root ? EvidenceReader.Read(root, "", errors) : null;
        return new EvidenceLoadResult(errors.Any ? null : document, errors.Sorted());
    }
}
