using Telecom.Sla.Domain.Rating;

namespace Telecom.Contracts.Reading;

/// <summary>The length from which an incident qualifies for a credit.</summary>
/// <param name="Comparator">Greater, or greater or equal.</param>
/// <param name="Us">The length, microseconds.</param>
internal readonly record struct QualifyingLength(Comparator Comparator, long Us);
