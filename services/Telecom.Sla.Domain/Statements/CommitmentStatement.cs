using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Whether a commitment was kept.</summary>
/// <param name="Kind">Code of the commitment.</param>
/// <param name="Verdict">Met, breached, or undetermined while something is not confirmed or was not examined.</param>
/// <param name="BreachedAt">When it was first broken; null when it was not.</param>
/// <param name="Remedy">False when the text attaches none.</param>
/// <param name="Clause">Clause that states it.</param>
public sealed record CommitmentStatement(string Kind, ObjectiveState Verdict, UtcInstant? BreachedAt, bool Remedy, string Clause);
