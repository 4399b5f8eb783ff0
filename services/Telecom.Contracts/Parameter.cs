namespace Telecom.Contracts;

/// <summary>A parameter of an agreement with where it comes from.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Clause">Id of the clause that states it, or that it completes.</param>
/// <param name="Origin">Whether the text states it.</param>
/// <param name="Reading">Id of the reading that it rests on, for example "IP-R5"; null when it rests on none.</param>
/// <param name="Quote">Words of the text, at most eight; null when none are given.</param>
public sealed record Parameter<T>(T Value, string Clause, ParameterOrigin Origin, string? Reading, string? Quote);
