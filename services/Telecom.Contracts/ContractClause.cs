namespace Telecom.Contracts;

/// <summary>A clause of the agreement that parameters refer to.</summary>
/// <param name="Id">Id inside the document.</param>
/// <param name="Heading">Heading in the text.</param>
/// <param name="Quote">Words of the text, at most eight; null when none are given.</param>
public sealed record ContractClause(string Id, string Heading, string? Quote);
