using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Facts;

/// <summary>Something that may have broken a commitment.</summary>
/// <param name="Kind">Code of the commitment.</param>
/// <param name="At">When.</param>
/// <param name="Confirmed">Whether it is confirmed; null: not examined.</param>
/// <param name="Cause">Cause code; null: not examined.</param>
public sealed record CommitmentFacts(string Kind, UtcInstant At, bool? Confirmed, string? Cause);
