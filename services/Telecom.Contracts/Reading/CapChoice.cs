using Telecom.Sla.Domain.Numbers;

namespace Telecom.Contracts.Reading;

/// <summary>A cap as a document writes it. Exactly one of the two is set.</summary>
/// <param name="Share">Share of the basis.</param>
/// <param name="DaysOfMonth">Days of the month's fees.</param>
internal sealed record CapChoice(Ratio? Share, int? DaysOfMonth);
