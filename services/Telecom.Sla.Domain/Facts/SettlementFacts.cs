using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Facts;

/// <summary>How a credit, or a part of it, was settled.</summary>
/// <param name="At">When; it belongs to the credit of the period named by <paramref name="Period"/>.</param>
/// <param name="Period">Index of the period in the statement.</param>
/// <param name="Form">In which form.</param>
/// <param name="Amount">Amount, above 0.</param>
/// <param name="DecidedBy">Who decided; null when not stated.</param>
/// <param name="Reason">Why; null when not stated.</param>
public sealed record SettlementFacts(UtcInstant? At, int Period, SettlementForm Form, decimal Amount, string? DecidedBy, string? Reason);
