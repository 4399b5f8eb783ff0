namespace Telecom.Contracts;

/// <summary>A defect of an agreement that only a reader of its text can find, recorded in the document.</summary>
/// <param name="Code">Code of the defect, for example "soft_target".</param>
/// <param name="Message">What is wrong and what it does to what is owed.</param>
/// <param name="Quotes">Words of the text that it rests on, at most eight each.</param>
/// <param name="Line">Line in the document, from 1.</param>
public sealed record ReviewedFinding(string Code, string Message, IReadOnlyList<string> Quotes, int Line);
