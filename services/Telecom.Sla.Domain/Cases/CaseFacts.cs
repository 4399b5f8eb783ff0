using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>What is known about a case.</summary>
/// <param name="Id">Name of the case.</param>
/// <param name="Severity">Severity at the report.</param>
/// <param name="Cause">Cause at the report, where the contract's table asks for one.</param>
/// <param name="ReportedAt">When the customer reported it.</param>
/// <param name="Events">What happened since, in any order; events of one instant happened in the order of the list.</param>
public sealed record CaseFacts(string Id, string Severity, string? Cause, UtcInstant ReportedAt, IReadOnlyList<CaseEvent> Events);
