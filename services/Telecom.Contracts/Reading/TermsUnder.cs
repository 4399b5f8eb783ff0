namespace Telecom.Contracts.Reading;

/// <summary>A part of an agreement's terms under a choice of readings. Made of parameters, each of which knows its value under every option.</summary>
/// <typeparam name="T">The part.</typeparam>
/// <param name="readings">The chosen option by the id of its reading; a reading that is not named is as the document has it.</param>
internal delegate T TermsUnder<out T>(IReadOnlyDictionary<string, string> readings);
