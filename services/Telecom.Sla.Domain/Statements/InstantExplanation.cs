using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Why an instant does or does not count as downtime.</summary>
/// <param name="At">The instant.</param>
/// <param name="Verdict">"down", "up", "excluded", "outside_service_time", "unmeasured", "future" or "outside_periods".</param>
/// <param name="Reasons">What it rests on, a line each: outage, clause, exclusion, who decided.</param>
public sealed record InstantExplanation(UtcInstant At, string Verdict, IReadOnlyList<string> Reasons);
