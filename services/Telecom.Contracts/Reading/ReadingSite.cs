using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Reading;

/// <summary>A parameter that rests on a reading, for the check that all parameters of the reading agree.</summary>
/// <param name="Map">The parameter.</param>
/// <param name="Reading">Id of the reading.</param>
/// <param name="Clause">Clause of the parameter.</param>
/// <param name="Stated">Name of the chosen option that the parameter states; null when it states none.</param>
/// <param name="Default">The name that its value makes.</param>
/// <param name="Others">Names of the other options.</param>
internal sealed record ReadingSite(MapReader Map, string Reading, string Clause, string? Stated, string Default, IReadOnlyList<string> Others);
