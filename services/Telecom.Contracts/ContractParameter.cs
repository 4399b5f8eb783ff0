namespace Telecom.Contracts;

/// <summary>A parameter as it stands in the document, whatever its type: what a linter looks at.</summary>
/// <param name="Path">Path in the document, for example "versions[0].credit.cap".</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Value">The value as it is written.</param>
/// <param name="Clause">Id of its clause.</param>
/// <param name="Origin">Who set it.</param>
/// <param name="Reading">Id of the reading that it rests on; null when it rests on none.</param>
/// <param name="Otherwise">The other options of the reading for which it has a value.</param>
/// <param name="Range">The ends of the range that the text gives, as written; empty when it gives none.</param>
/// <param name="Quote">Words of the text; null when none are given.</param>
public sealed record ContractParameter(
    string Path,
    int Line,
    string Value,
    string Clause,
    ParameterOrigin Origin,
    string? Reading,
    IReadOnlyList<string> Otherwise,
    IReadOnlyList<string> Range,
    string? Quote);
