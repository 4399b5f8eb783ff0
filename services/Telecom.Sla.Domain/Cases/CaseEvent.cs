using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>One thing that happened to a case.</summary>
/// <param name="At">When; not before the report.</param>
/// <param name="Kind">What.</param>
/// <param name="Severity">New severity of <see cref="CaseEventKind.SeverityChanged"/>; null: unchanged. No other kind looks at it.</param>
/// <param name="Cause">New cause of <see cref="CaseEventKind.SeverityChanged"/>; null: unchanged. No other kind looks at it.</param>
/// <param name="Until">Deadline of <see cref="CaseEventKind.Agreed"/>, inclusive, not before <paramref name="At"/>. No other kind looks at it.</param>
public sealed record CaseEvent(UtcInstant At, CaseEventKind Kind, string? Severity = null, string? Cause = null, UtcInstant? Until = null);
