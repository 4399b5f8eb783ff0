using Telecom.Sla.Domain.Rating;

namespace Telecom.Sla.Domain.Statements;

/// <summary>A performance figure of a region.</summary>
/// <param name="Region">The region; empty for none.</param>
/// <param name="Figure">The figure with its limit and state.</param>
/// <param name="Clause">Clause of the limit.</param>
public sealed record RegionalPerformance(string Region, PerformanceRating Figure, string Clause);
