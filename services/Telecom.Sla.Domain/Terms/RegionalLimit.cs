using Telecom.Sla.Domain.Rating;

namespace Telecom.Sla.Domain.Terms;

/// <summary>A performance limit and where it does not hold.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="ExceptRegions">Regions that it does not hold for.</param>
/// <param name="Clause">Clause that states it.</param>
public sealed record RegionalLimit(PerformanceLimit Limit, IReadOnlyCollection<string> ExceptRegions, string Clause);
